package dev.longshore.builder.recipe;

import dev.longshore.builder.layer.NeedsEngineException;
import dev.longshore.project.dockerfile.BuildArguments;
import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.Instruction.OnBuild;
import dev.longshore.project.dockerfile.Instruction.Run;
import dev.longshore.project.dockerfile.Scope;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The stages of a Dockerfile that make its image, each based on the one before it.
 *
 * @param base the name of the first one's image; empty for {@code scratch} and where steps are done already
 * @param stepsInBase how many of the first stage's steps the base has behind it
 */
public record StageChain(Optional<String> base, List<Stage> stages, int stepsInBase) {
    public StageChain {
        stages = List.copyOf(stages);
    }

    public Stage first() {
        return stages.get(0);
    }

    /** @throws NeedsEngineException when a step of them is an engine's, or one takes files from elsewhere */
    public static StageChain of(Dockerfile dockerfile) throws NeedsEngineException {
        Map<Integer, List<Use>> uses =
                StageGraph.of(dockerfile, Scope.global(dockerfile, BuildArguments.NONE)).uses().stream()
                        .collect(Collectors.groupingBy(Use::stage));
        Deque<Stage> stages = new ArrayDeque<>();
        Stage at = dockerfile.stages().get(dockerfile.stages().size() - 1);
        while (true) {
            List<Use> usedHere = uses.getOrDefault(at.number(), List.of());
            check(at, usedHere, !stages.isEmpty());
            stages.addFirst(at);
            StageReference base = base(usedHere);
            if (!(base instanceof OfStage stage)) {
                return new StageChain(image(base), List.copyOf(stages), 0);
            }
            at = dockerfile.stages().get(stage.number());
        }
    }

    /** Those to be gone through, with the {@code FROM} of each stage that isn't begun yet. */
    public Set<Step<?>> steps() {
        Set<Step<?>> steps = new HashSet<>();
        for (Stage stage : stages) {
            int done = stage.equals(first()) ? stepsInBase : 0;
            steps.addAll(stage.steps().subList(done, stage.steps().size()));
            if (done == 0) {
                steps.add(stage.from());
            }
        }
        return steps;
    }

    private static void check(Stage stage, List<Use> uses, boolean isBase) throws NeedsEngineException {
        if (stage.from().instruction().platform().isPresent()) {
            throw new NeedsEngineException(
                    "FROM --platform in line " + stage.from().position().line());
        }
        for (Step<?> step : stage.steps()) {
            if (step.instruction() instanceof Run || (isBase && step.instruction() instanceof OnBuild)) {
                throw new NeedsEngineException(place(step));
            }
        }
        for (Use use : uses) {
            if (!use.base()) {
                throw new NeedsEngineException(
                        "COPY --from in line " + use.position().line());
            }
        }
    }

    private static StageReference base(List<Use> uses) {
        return uses.stream().filter(Use::base).map(Use::reference).findFirst().orElseGet(OfNothing::new);
    }

    private static Optional<String> image(StageReference base) throws NeedsEngineException {
        if (base instanceof OfImage image) {
            return Optional.of(image.reference());
        }
        if (base instanceof OfNothing) {
            return Optional.empty();
        }
        throw new NeedsEngineException("FROM an image that can't be told");
    }

    /** For people: {@code RUN in line 4}. */
    public static String place(Step<?> step) {
        return step.instruction().keyword() + " in line " + step.position().line();
    }
}
