package dev.longshore.engine;

import java.util.Optional;

/**
 * What each step of a build may use of the machine. With limits it also gets less of a busy processor than containers that
 * serve.
 *
 * @param memoryBytes without swap; empty for all there is
 * @param cpus how many processors' time; empty for all
 */
public record BuildLimits(Optional<Long> memoryBytes, Optional<Double> cpus) {
    /** As the engine has it. */
    public static final BuildLimits NONE = new BuildLimits(Optional.empty(), Optional.empty());
}
