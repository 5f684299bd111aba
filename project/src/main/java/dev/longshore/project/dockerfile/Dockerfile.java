package dev.longshore.project.dockerfile;

import dev.longshore.project.dockerfile.Instruction.Arg;
import java.util.ArrayList;
import java.util.List;

/**
 * A Dockerfile as it was read.
 *
 * @param arguments the {@code ARG}s before the first stage
 */
public record Dockerfile(Directives directives, List<Step<Arg>> arguments, List<Stage> stages) {
    public Dockerfile {
        arguments = List.copyOf(arguments);
        stages = List.copyOf(stages);
    }

    /** All instructions in the order of the file, as the classic builder counts its steps. */
    public List<Step<?>> steps() {
        List<Step<?>> steps = new ArrayList<>(arguments);
        for (Stage stage : stages) {
            steps.add(stage.from());
            steps.addAll(stage.steps());
        }
        return steps;
    }
}
