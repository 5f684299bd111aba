package dev.longshore.builder;

import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the steps of a build are counted for those who read its log.
 *
 * @param shown the number of each of the build's own steps; 0 for one that nobody wrote
 * @param count how many there are for those who read it
 */
record StepNumbers(List<Integer> shown, int count) {
    StepNumbers {
        shown = List.copyOf(shown);
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
                numbers.size());
    }
}
