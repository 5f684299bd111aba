package dev.longshore.builder;

import dev.longshore.engine.BuildLimits;

/** Where the steps of builds run, and what each may use. */
public record BuildSandbox(BuildNetwork network, BuildLimits limits) {
    /** The engine's own defaults. */
    public static final BuildSandbox OF_ENGINE = new BuildSandbox(BuildNetwork.OF_ENGINE, BuildLimits.NONE);
}
