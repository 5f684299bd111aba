package dev.longshore.builder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.builder.BuildLog.Step;
import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.DockerfileReader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BuildLogTest {
    private final RecordedProgress progress = new RecordedProgress();
    private final BuildLog log = new BuildLog("api", progress, new StepNumbers(List.of(1, 2), List.of(0), 2), 2);

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
    void stepsOfAnEngineThatCountsThoseOfEachStageAreCountedByTheDockerfile() {
        add(
                "Step 1.1 : FROM busybox",
                "Step 1.2 : RUN true",
                "Step 1.3 : LABEL a=b",
                "Step 1.4 : LABEL c=d",
                "Step 1.5 : LABEL e=f");

        assertThat(progress.lines())
                .containsExactly(
                        "api | Step 1/2 : FROM busybox", "api | Step 2/2 : RUN true", "api | Step 1.5 : LABEL e=f");
        assertThat(log.step()).contains(new Step(2, 2, "RUN true"));
    }

    @Test
    void stepsOfAPartOfADockerfileAreCountedInTheWholeOfItAndThoseThatNobodyWroteNotShown() {
        String whole = "FROM a AS x\nRUN x\nFROM a\nRUN one\nRUN two\nCMD run\n";
        String part = "FROM scratch AS x\n\nFROM a\nRUN one\nRUN two\n";
        BuildLog partial = new BuildLog("api", progress, StepNumbers.of(dockerfile(part), dockerfile(whole)), 0);

        Stream.of("Step 1/4 : FROM scratch AS x", "Step 2/4 : FROM a", "Step 3/4 : RUN one", "Step 4/4 : RUN two")
                .forEach(partial::add);

        assertThat(progress.lines())
                .containsExactly("api | Step 3/6 : FROM a", "api | Step 4/6 : RUN one", "api | Step 5/6 : RUN two");
        assertThat(partial.step()).contains(new Step(5, 6, "RUN two"));
    }

    @Test
    void stagesThatAnEngineLeavesOutAreCountedToo() {
        Dockerfile whole = dockerfile("ARG TAG=1\nFROM a AS x\nRUN x\nFROM a\nRUN one\n");
        BuildLog stages = new BuildLog("api", progress, StepNumbers.of(whole, whole), 1);

        Stream.of("Step 2.1 : FROM a", "Step 1.2 : RUN x", "Step 3.1 : x", "Step 2.2 : RUN one", "Step 2.3 : LABEL a=b")
                .forEach(stages::add);

        assertThat(progress.lines())
                .containsExactly(
                        "api | Step 4/5 : FROM a",
                        "api | Step 1.2 : RUN x",
                        "api | Step 3.1 : x",
                        "api | Step 5/5 : RUN one");
        assertThat(stages.step()).contains(new Step(5, 5, "RUN one"));
    }

    private static Dockerfile dockerfile(String text) {
        return DockerfileReader.read("Dockerfile", text).dockerfile();
    }

    @Test
    void programThatPrintsWhatLooksLikeAStepHidesNothingAndIsNotTakenForOne() {
        List<String> printed = List.of(
                "Step 2/1 : x",
                "Step 1/1 : x",
                "Step 3/9 : x",
                "Step 99999999999/1 : x",
                "Step 3/4 : x",
                "Step 1.3 : LABEL x",
                "still here");
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
                        "api | Step 1.3 : LABEL x",
                        "api | still here");
        assertThat(log.step()).contains(new Step(2, 2, "RUN ./print"));
    }

    private void add(String... lines) {
        List.of(lines).forEach(log::add);
    }
}
