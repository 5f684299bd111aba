package dev.longshore.builder.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.builder.Builds;
import dev.longshore.builder.context.BuildContext;
import dev.longshore.builder.context.ContextFiles;
import dev.longshore.builder.layer.NeedsEngineException;
import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.DockerfileReader;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.testing.InMemorySourceTree;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
    private static final InMemorySourceTree TREE = InMemorySourceTree.EMPTY
            .with("microservices/api/requirements.txt", "")
            .with("microservices/api/lib/a.py", "")
            .with("microservices/api/lib/b.py", "")
            .with("microservices/api/app.py", "")
            .withSymlink("microservices/api/link", "lib");

    @Test
    void the_prefix_ends_with_the_last_run_and_what_continues_it() throws NeedsEngineException {
        String text = """
                FROM python AS tools
                RUN one
                FROM python
                COPY requirements.txt .
                RUN pip install \\
                  -r requirements.txt
                COPY . .
                CMD ["app.py"]
                """;

        Split split = Split.of(dockerfile(text), text);

        assertThat(split.text()).isEqualTo(text.substring(0, text.indexOf("COPY . .")));
        assertThat(split.rest().steps())
                .extracting(step -> step.text())
                .containsExactlyInAnyOrder("COPY . .", "CMD [\"app.py\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM x\nCOPY . .\nRUN build\nCMD run\n",
                "FROM x AS a\nRUN build\nFROM x\nRUN true\nCOPY --from=a /b /b\nCOPY . .\n"
            })
    void there_is_nothing_to_split_where_no_files_follow_or_those_of_another_stage(String text) {
        assertThatThrownBy(() -> Split.of(dockerfile(text), text)).isInstanceOf(NeedsEngineException.class);
    }

    @Test
    void a_prefix_needs_what_its_own_steps_copy() {
        assertThat(inputs("COPY requirements.txt lib /x/"))
                .contains(Set.of("requirements.txt", "lib/a.py", "lib/b.py"));
        assertThat(inputs("COPY lib/[a]* /x/")).contains(Set.of("lib/a.py"));
        assertThat(inputs("COPY --from=y /z /x/")).contains(Set.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY . /x",
                "COPY $FILE /x",
                "COPY \"requirements.txt\" /x",
                "COPY requirements\\.txt /x",
                "COPY link /x",
                "COPY link/a.py /x",
                "COPY missing /x",
                "ADD https://example.com/x /x",
                "RUN --mount=type=bind,target=/x true",
                "ONBUILD COPY lib /x",
                "COPY lib requirements.txt app.py link /x/"
            })
    void what_can_not_be_told_before_or_is_everything_is_no_reason_to_split(String step) {
        assertThat(inputs(step)).isEmpty();
    }

    private static Optional<Set<String>> inputs(String step) {
        ContextFiles files = ContextFiles.of(BuildContext.of(TREE, Builds.of("api")));
        return PrefixInputs.of(dockerfile("FROM x\n" + step + "\nRUN true\n"), files)
                .map(paths -> paths.stream().map(SourcePath::value).collect(Collectors.toSet()));
    }

    private static Dockerfile dockerfile(String text) {
        return DockerfileReader.read("Dockerfile", text).dockerfile();
    }
}
