package dev.longshore.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodmanBuildLinesTest {
    private static final String ID = "0123456789abcdef".repeat(4);

    @Test
    void stepsAreCountedInTheirStagesAndBookkeepingIsLeftOut() {
        List<String> lines = new ArrayList<>();
        PodmanBuildLines podman = new PodmanBuildLines(lines::add);

        List.of(
                        "[1/2] STEP 1/2: FROM busybox:latest AS first",
                        "[1/2] STEP 2/2: RUN echo STEP one",
                        "STEP one",
                        "[1/2] STEP 2/2: RUN echo again",
                        "[1/2] STEP 1/2: FROM nothing",
                        "--> 0123456789a",
                        "[2/2] STEP 1/2: FROM busybox:latest",
                        "[2/2] STEP 2/2: COPY --from=first /a /b",
                        "--> Using cache " + ID,
                        "[2/2] COMMIT docker.io/longshore/shop/api:1",
                        "--> 0123456789a",
                        "Successfully tagged docker.io/longshore/shop/api:1",
                        ID)
                .forEach(podman);

        assertThat(lines)
                .containsExactly(
                        "Step 1.1 : FROM busybox:latest AS first",
                        "Step 1.2 : RUN echo STEP one",
                        "STEP one",
                        "[1/2] STEP 2/2: RUN echo again",
                        "[1/2] STEP 1/2: FROM nothing",
                        "Step 2.1 : FROM busybox:latest",
                        "Step 2.2 : COPY --from=first /a /b",
                        " ---> Using cache");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    building at STEP "RUN exit 3": while running runtime: exit status 3 | the command returned a non-zero code: 3
                    building at STEP "ADD a /": no such file | no such file
                    building at STEP "COPY b /": checking on sources under "/var/tmp/x/build": copier: stat: "/b": no such file or directory | file not found in build context: b
                    no space left on device | no space left on device
                    """)
    void aFailureIsToldWithoutTheStepThatIsKnown(String podman, String reason) {
        assertThat(PodmanBuildLines.reason(podman)).isEqualTo(reason);
    }
}
