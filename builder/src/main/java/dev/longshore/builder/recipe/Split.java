package dev.longshore.builder.recipe;

import dev.longshore.builder.layer.NeedsEngineException;
import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.Instruction.Add;
import dev.longshore.project.dockerfile.Instruction.Copy;
import dev.longshore.project.dockerfile.Instruction.From;
import dev.longshore.project.dockerfile.Instruction.Run;
import dev.longshore.project.dockerfile.Stage;
import dev.longshore.project.dockerfile.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A Dockerfile in two: the prefix through the last {@code RUN}, which is an image of its own that an engine makes, and the steps
 * behind it, which only add files and settings.
 *
 * @param prefix ends with the last {@code RUN}
 * @param text of the prefix
 * @param lastRun where it ends
 * @param last the stage that is cut, whole
 * @param stepsInPrefix how many of that stage's steps the prefix has
 */
public record Split(Dockerfile prefix, String text, Step<?> lastRun, Stage last, int stepsInPrefix) {
    /**
     * @param dockerfile one that {@link #isNeededFor}
     * @param text of it
     * @throws NeedsEngineException when there is nothing to split
     */
    public static Split of(Dockerfile dockerfile, String text) throws NeedsEngineException {
        List<Stage> stages = dockerfile.stages();
        Stage last = stages.get(stages.size() - 1);
        int run = last.steps().size() - 1;
        while (run >= 0 && !(last.steps().get(run).instruction() instanceof Run)) {
            run--;
        }
        if (run < 0) {
            throw new IllegalArgumentException("the last stage has no RUN");
        }
        Step<?> lastRun = last.steps().get(run);
        List<Step<?>> rest = last.steps().subList(run + 1, last.steps().size());
        Optional<Step<?>> foreign = rest.stream()
                .filter(step ->
                        step.instruction() instanceof Copy copy && copy.from().isPresent())
                .findFirst();
        if (foreign.isPresent() || rest.stream().noneMatch(Split::takesFiles)) {
            throw new NeedsEngineException(StageChain.place(foreign.orElse(lastRun)));
        }
        List<Stage> cut = new ArrayList<>(stages.subList(0, stages.size() - 1));
        Step<From> from = last.from();
        cut.add(new Stage(last.number(), from, last.steps().subList(0, run + 1)));
        return new Split(
                new Dockerfile(dockerfile.directives(), dockerfile.arguments(), cut),
                Arrays.stream(text.split("\n", -1))
                        .limit(lastRun.lastLine())
                        .collect(Collectors.joining("\n", "", "\n")),
                lastRun,
                last,
                run + 1);
    }

    /** Whether a Dockerfile has a prefix that it could be cut behind. */
    public static boolean isNeededFor(Dockerfile dockerfile) {
        Stage last = dockerfile.stages().get(dockerfile.stages().size() - 1);
        return last.steps().stream().anyMatch(step -> step.instruction() instanceof Run);
    }

    private static boolean takesFiles(Step<?> step) {
        return step.instruction() instanceof Copy || step.instruction() instanceof Add;
    }

    /** What is left to do on the prefix's image. */
    public StageChain rest() {
        return new StageChain(Optional.empty(), List.of(last), stepsInPrefix);
    }
}
