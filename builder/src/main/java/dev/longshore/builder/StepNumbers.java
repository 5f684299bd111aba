package dev.longshore.builder;

import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the steps of a build are counted for those who read its log.
 *
 * @param shown the number of each of the build's own steps; 0 for one that nobody wrote
 * @param stages how many of the build's own steps are before each of its stages
 * @param count how many there are for those who read it
 */
record StepNumbers(List<Integer> shown, List<Integer> stages, int count) {
    StepNumbers {
        shown = List.copyOf(shown);
        stages = List.copyOf(stages);
    }

    /**
     * @param built what an engine is given
     * @param written the Dockerfile that it is a part of, with the same steps in the same lines
     */
    static StepNumbers of(Dockerfile built, Dockerfile written) {
        Map<Step<?>, Integer> numbers = new HashMap<>();
        written.steps().forEach(step -> numbers.put(step, numbers.size() + 1));
        return new StepNumbers(
                built.steps().stream()
                        .map(step -> numbers.getOrDefault(step, 0))
                        .toList(),
                built.stages().stream()
                        .map(stage -> built.steps().indexOf(stage.from()))
                        .toList(),
                numbers.size());
    }

    /** The number of a stage's step among all of the build's own; empty when there is no such stage. */
    Optional<Integer> ofStage(int stage, int step) {
        return stage >= 1 && stage <= stages.size() ? Optional.of(stages.get(stage - 1) + step) : Optional.empty();
    }
}
