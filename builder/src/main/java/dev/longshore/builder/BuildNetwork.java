package dev.longshore.builder;

import java.util.Optional;

/** Where the steps of builds run. */
@FunctionalInterface
public interface BuildNetwork {
    /** The engine's own default. */
    BuildNetwork OF_ENGINE = Optional::empty;

    /**
     * The name of a network that is there; empty for the engine's own default.
     *
     * @throws dev.longshore.engine.EngineException when there can't be one, and nothing may be built therefore
     */
    Optional<String> name() throws InterruptedException;
}
