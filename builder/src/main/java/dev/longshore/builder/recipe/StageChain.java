package dev.longshore.builder.recipe;

import dev.longshore.builder.layer.NeedsEngineException;
import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.Instruction.OnBuild;
import dev.longshore.project.dockerfile.Stage;
import dev.longshore.project.dockerfile.StageGraph;
import dev.longshore.project.dockerfile.StageGraph.Use;
import dev.longshore.project.dockerfile.StageReference;
import dev.longshore.project.dockerfile.StageReference.OfImage;
import dev.longshore.project.dockerfile.StageReference.OfNothing;
import dev.longshore.project.dockerfile.StageReference.OfStage;
import dev.longshore.project.dockerfile.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The stages of a Dockerfile that make one of them, each based on the one before it, as far as no program runs in them.
 *
 * @param base what the first of them begins with
 * @param stepsInBase how many of the first stage's steps the base has behind it
 */
public record StageChain(Base base, List<Stage> stages, int stepsInBase) {
    public StageChain {
        stages = List.copyOf(stages);
    }

    /** What stages are put on. */
    public sealed interface Base {
        /** As {@code scratch} is. */
        record Empty() implements Base {}

        record Named(String reference) implements Base {}

        /** An image of the steps through a {@code RUN}. */
        record Prefix(Split split) implements Base {}
    }

    public Stage first() {
        return stages.get(0);
    }

    /**
     * @param text of the Dockerfile
     * @param target the stage that they make
     * @throws NeedsEngineException when something before the first step that is gone through is an engine's
     */
    static StageChain of(Dockerfile dockerfile, String text, StageGraph graph, Stage target)
            throws NeedsEngineException {
        Deque<Stage> stages = new ArrayDeque<>();
        Stage at = target;
        while (true) {
            refuseTriggers(at, !stages.isEmpty());
            stages.addFirst(at);
            int steps = Split.stepsThroughRun(at);
            if (steps > 0) {
                Split split = Split.of(dockerfile, text, at);
                return new StageChain(new Base.Prefix(split), List.copyOf(stages), steps);
            }
            if (at.from().instruction().platform().isPresent()) {
                throw new NeedsEngineException(
                        "FROM --platform in line " + at.from().position().line());
            }
            StageReference base = base(graph, at);
            if (!(base instanceof OfStage stage)) {
                return new StageChain(image(base), List.copyOf(stages), 0);
            }
            at = dockerfile.stages().get(stage.number());
        }
    }

    /** Those to be gone through, in their order, with the {@code FROM} of each stage that isn't begun yet. */
    public Set<Step<?>> steps() {
        Set<Step<?>> steps = new LinkedHashSet<>();
        for (Stage stage : stages) {
            int done = stage.equals(first()) ? stepsInBase : 0;
            if (done == 0) {
                steps.add(stage.from());
            }
            steps.addAll(stage.steps().subList(done, stage.steps().size()));
        }
        return steps;
    }

    private static void refuseTriggers(Stage stage, boolean isBase) throws NeedsEngineException {
        for (Step<?> step : stage.steps()) {
            if (isBase && step.instruction() instanceof OnBuild) {
                throw new NeedsEngineException(place(step));
            }
        }
    }

    private static StageReference base(StageGraph graph, Stage stage) {
        return graph.uses().stream()
                .filter(use -> use.base() && use.stage() == stage.number())
                .map(Use::reference)
                .findFirst()
                .orElseGet(OfNothing::new);
    }

    private static Base image(StageReference base) throws NeedsEngineException {
        if (base instanceof OfImage image) {
            return new Base.Named(image.reference());
        }
        if (base instanceof OfNothing) {
            return new Base.Empty();
        }
        throw new NeedsEngineException("FROM an image that can't be told");
    }

    /** For people: {@code RUN in line 4}. */
    public static String place(Step<?> step) {
        return step.instruction().keyword() + " in line " + step.position().line();
    }
}
