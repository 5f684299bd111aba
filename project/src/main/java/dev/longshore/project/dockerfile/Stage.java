package dev.longshore.project.dockerfile;

import dev.longshore.project.dockerfile.Instruction.From;
import java.util.List;
import java.util.Optional;

/**
 * What makes one image, from its {@code FROM} on.
 *
 * @param number from 0
 * @param steps those behind the {@code FROM}
 */
public record Stage(int number, Step<From> from, List<Step<?>> steps) {
    public Stage {
        steps = List.copyOf(steps);
    }

    public Optional<String> name() {
        return from.instruction().name();
    }
}
