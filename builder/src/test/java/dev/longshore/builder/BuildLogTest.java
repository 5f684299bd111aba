package dev.longshore.builder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.builder.BuildLog.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildLogTest {
    private final RecordedProgress progress = new RecordedProgress();
    private final BuildLog log = new BuildLog("api", progress, 2, 2, 2);

    @Test
    void stepsAreCountedWithoutTheEnginesLabels() {
        add("Step 1/3 : FROM busybox", " ---> 0123456789ab", "Step 2/3 : RUN true", " ---> Using cache");
        add("Step 3/3 : LABEL a=b", " ---> Using cache", "Successfully built 0123456789ab");

        assertThat(progress.lines())
                .containsExactly(
                        "api | Step 1/2 : FROM busybox", "api | Step 2/2 : RUN true", "api |  ---> Using cache");
        assertThat(log.step()).contains(new Step(2, 2, "RUN true"));
    }

    @Test
    void stepsOfAnEngineThatDoesNotSayHowManyThereAreAreCountedByTheDockerfile() {
        add(
                "Step 1 : FROM busybox",
                "Step 2 : RUN true",
                "Step 3 : LABEL a=b",
                "Step 4 : LABEL c=d",
                "Step 5 : LABEL e=f");

        assertThat(progress.lines())
                .containsExactly(
                        "api | Step 1/2 : FROM busybox", "api | Step 2/2 : RUN true", "api | Step 5 : LABEL e=f");
        assertThat(log.step()).contains(new Step(2, 2, "RUN true"));
    }

    @Test
    void programThatPrintsWhatLooksLikeAStepHidesNothingAndIsNotTakenForOne() {
        List<String> printed = List.of(
                "Step 2/1 : x", "Step 1/1 : x", "Step 3/9 : x", "Step 99999999999/1 : x", "Step 3/4 : x", "still here");
        add("Step 1/4 : FROM busybox", "Step 2/4 : RUN ./print");
        printed.forEach(log::add);

        assertThat(progress.lines())
                .containsExactly(
                        "api | Step 1/2 : FROM busybox",
                        "api | Step 2/2 : RUN ./print",
                        "api | Step 2/1 : x",
                        "api | Step 1/1 : x",
                        "api | Step 3/9 : x",
                        "api | Step 99999999999/1 : x",
                        "api | Step 3/4 : x",
                        "api | still here");
        assertThat(log.step()).contains(new Step(2, 2, "RUN ./print"));
    }

    private void add(String... lines) {
        List.of(lines).forEach(log::add);
    }
}
