package dev.longshore.builder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.builder.BuildLog.Step;
import dev.longshore.engine.BuildLimits;
import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.DockerfileReader;
import dev.longshore.project.source.SourcePath;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuildFailureTest {
    private static final SourcePath PATH = new SourcePath("api/Dockerfile");
    private static final Dockerfile DOCKERFILE = DockerfileReader.read(
                    PATH.value(), "FROM python\n\nRUN pip install -r requirements.txt\n")
            .dockerfile();

    @Test
    void failedCommandIsGivenWithItsExitCodeAndPlace() {
        assertThat(describe(
                        Optional.of(new Step(2, 5, "RUN pip install -r requirements.txt")),
                        "the command '/bin/sh -c pip install -r requirements.txt' returned a non-zero code: 1"))
                .isEqualTo(
                        "step 2/5 \"RUN pip install -r requirements.txt\" ended with exit code 1 (api/Dockerfile:3)");
    }

    @Test
    void otherReasonsAreTheEngines() {
        assertThat(describe(Optional.of(new Step(2, 2, "RUN  " + "x".repeat(100))), "no space left on device"))
                .isEqualTo(
                        "step 2/2 \"RUN " + "x".repeat(55) + "…\" failed: no space left on device (api/Dockerfile:3)");
    }

    @Test
    void stepThatIsNotInTheDockerfileHasNoLine() {
        assertThat(describe(Optional.of(new Step(2, 2, "LABEL a=b")), "no space left on device"))
                .endsWith(" (api/Dockerfile)");
        assertThat(describe(Optional.of(new Step(3, 3, "RUN true")), "no space left on device"))
                .endsWith(" (api/Dockerfile)");
    }

    @Test
    void mistakeInTheDockerfileIsAtItsLine() {
        assertThat(describe(Optional.empty(), "dockerfile parse error line 2: unknown instruction: RUNN"))
                .isEqualTo("api/Dockerfile:2: unknown instruction: RUNN");
        assertThat(describe(Optional.empty(), "invalid reference format"))
                .isEqualTo("invalid reference format (api/Dockerfile)");
    }

    @Test
    void stepThatWasKilledIsToldHowMuchMemoryItHad() {
        Optional<Step> step = Optional.of(new Step(2, 2, "RUN mvn package"));
        String reason = "the command '/bin/sh -c mvn package' returned a non-zero code: 137";
        BuildLimits limits = new BuildLimits(Optional.of(2L << 30), Optional.empty());

        assertThat(describe(step, reason))
                .contains("ended with exit code 137: it was killed, probably for lack of memory (api");
        assertThat(BuildFailure.describe(PATH, DOCKERFILE, step, limits, reason))
                .contains(
                        "probably for lack of memory; a step of a build gets 2048 MiB (hasura server --build-memory)");
    }

    private static String describe(Optional<Step> step, String reason) {
        return BuildFailure.describe(PATH, DOCKERFILE, step, BuildLimits.NONE, reason);
    }
}
