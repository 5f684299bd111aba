package dev.longshore.builder.recipe;

import dev.longshore.project.dockerfile.BuildArguments;
import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.DockerfileReader;
import dev.longshore.project.dockerfile.Instruction.Run;
import dev.longshore.project.dockerfile.Scope;
import dev.longshore.project.dockerfile.Stage;
import dev.longshore.project.dockerfile.StageGraph;
import dev.longshore.project.dockerfile.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a Dockerfile does through the last {@code RUN} of one of its stages, which is an image of its own that an engine makes.
 *
 * @param prefix ends with that {@code RUN}; has no stage that isn't needed for it
 * @param text of the prefix, with all in the lines where the Dockerfile has it
 * @param lastRun where it ends
 */
public record Split(Dockerfile prefix, String text, Step<?> lastRun) {
    /** How many steps a stage has through its last {@code RUN}; 0 when it has none. */
    static int stepsThroughRun(Stage stage) {
        int steps = stage.steps().size();
        while (steps > 0 && !(stage.steps().get(steps - 1).instruction() instanceof Run)) {
            steps--;
        }
        return steps;
    }

    /**
     * @param text of the Dockerfile
     * @param cut a stage with a {@code RUN}
     */
    static Split of(Dockerfile dockerfile, String text, Stage cut) {
        List<Step<?>> steps = cut.steps().subList(0, stepsThroughRun(cut));
        Step<?> lastRun = steps.get(steps.size() - 1);
        List<Stage> stages = new ArrayList<>(dockerfile.stages().subList(0, cut.number()));
        stages.add(new Stage(cut.number(), cut.from(), steps));
        String needed = withoutUnneeded(
                new Dockerfile(dockerfile.directives(), dockerfile.arguments(), stages), text, lastRun.lastLine());
        String file = cut.from().position().file();
        return new Split(DockerfileReader.read(file, needed).dockerfile(), needed, lastRun);
    }

    /** Numbers and names of stages stay, and so do those of lines. */
    private static String withoutUnneeded(Dockerfile dockerfile, String text, int lines) {
        List<String> kept = new ArrayList<>(List.of(text.split("\n", -1)).subList(0, lines));
        List<Stage> stages = dockerfile.stages();
        Stage last = stages.get(stages.size() - 1);
        List<Stage> needed = StageGraph.of(dockerfile, Scope.global(dockerfile, BuildArguments.NONE))
                .neededFor(last);
        for (Stage stage : stages) {
            if (!needed.contains(stage)) {
                int first = stage.from().position().line() - 1;
                int end = stages.get(stage.number() + 1).from().position().line() - 1;
                Collections.fill(kept.subList(first, end), "");
                kept.set(
                        first,
                        "FROM scratch" + stage.name().map(name -> " AS " + name).orElse(""));
            }
        }
        return String.join("\n", kept) + "\n";
    }
}
