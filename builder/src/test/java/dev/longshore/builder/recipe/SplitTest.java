package dev.longshore.builder.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.builder.Builds;
import dev.longshore.builder.context.BuildContext;
import dev.longshore.builder.context.ContextFiles;
import dev.longshore.builder.layer.NeedsEngineException;
import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.DockerfileReader;
import dev.longshore.project.dockerfile.Step;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.testing.InMemorySourceTree;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
                FROM python
                COPY requirements.txt .
                RUN pip install \\
                  -r requirements.txt
                COPY . .
                CMD ["app.py"]
                """;

        assertThat(prefix(text).text()).isEqualTo(text.substring(0, text.indexOf("COPY . .")));
        assertThat(rest(text)).containsExactlyInAnyOrder("COPY . .", "CMD [\"app.py\"]");
    }

    @Test
    void it_may_end_in_a_stage_that_the_last_one_is_based_on() throws NeedsEngineException {
        String text = """
                FROM python AS base
                RUN pip install
                ENV A=1
                FROM base AS settings
                EXPOSE 80
                FROM settings
                COPY . .
                """;

        assertThat(prefix(text).text()).isEqualTo(text.substring(0, text.indexOf("ENV")));
        assertThat(rest(text))
                .containsExactlyInAnyOrder(
                        "ENV A=1", "FROM base AS settings", "EXPOSE 80", "FROM settings", "COPY . .");
    }

    @Test
    void stages_that_the_prefix_does_without_are_empty_in_it_under_their_names_and_numbers()
            throws NeedsEngineException {
        String text = """
                FROM python AS tests
                RUN one
                # about the tools
                FROM python AS tools
                RUN two
                FROM python
                COPY --from=1 /tool /
                RUN three
                COPY . .
                """;

        assertThat(prefix(text).text()).isEqualTo("""
                FROM scratch AS tests


                FROM python AS tools
                RUN two
                FROM python
                COPY --from=1 /tool /
                RUN three
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM x\nCOPY . .\nRUN build\nCMD run\n",
                "FROM x AS a\nRUN build\nFROM a\nCMD run\n",
                "FROM x AS a\nONBUILD COPY . .\nRUN build\nFROM a\nCOPY . .\n",
                "FROM x\nCOPY --from=scratch /a /\n",
                "FROM x AS a\nFROM --platform=linux/arm64 x\nCOPY --from=a /b /b\n"
            })
    void what_only_an_engine_can_do_or_gains_nothing_is_no_plan(String text) {
        assertThatThrownBy(() -> plan(text)).isInstanceOf(NeedsEngineException.class);
    }

    @Test
    void stages_that_are_copied_from_are_gone_through_behind_prefixes_of_their_own() throws NeedsEngineException {
        String text = """
                FROM node AS build
                COPY package.json .
                RUN npm install
                COPY settings .
                FROM alpine AS tools
                COPY --from=0 /a /a
                FROM unused AS unused
                FROM nginx
                COPY --from=tools /a /a
                COPY --from=redis /bin/redis-cli /bin/
                """;

        StagePlan plan = plan(text);

        assertThat(plan.sources()).containsOnlyKeys(0, 1);
        assertThat(plan.bases().keySet())
                .satisfiesExactly(
                        base -> assertThat(
                                        ((StageChain.Base.Prefix) base).split().text())
                                .isEqualTo(text.substring(0, text.indexOf("COPY settings"))),
                        base -> assertThat(base).isEqualTo(new StageChain.Base.Named("alpine")),
                        base -> assertThat(base).isEqualTo(new StageChain.Base.Named("nginx")),
                        base -> assertThat(base).isEqualTo(new StageChain.Base.Named("redis")));
        assertThat(plan.steps())
                .extracting(Step::text)
                .contains("COPY settings .", "FROM alpine AS tools")
                .doesNotContain("RUN npm install", "FROM unused AS unused");
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

    private static StagePlan plan(String text) throws NeedsEngineException {
        return StagePlan.of(dockerfile(text), text);
    }

    private static Split prefix(String text) throws NeedsEngineException {
        return ((StageChain.Base.Prefix) plan(text).target().base()).split();
    }

    private static Stream<String> rest(String text) throws NeedsEngineException {
        return plan(text).target().steps().stream().map(Step::text);
    }

    private static Dockerfile dockerfile(String text) {
        return DockerfileReader.read("Dockerfile", text).dockerfile();
    }
}
