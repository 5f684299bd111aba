package dev.longshore.engine;

/**
 * A Docker-compatible engine. Safe for use by several threads. Every call throws {@link EngineException} when the engine
 * refuses or can't be reached, and stops early when its thread is
 * interrupted (which stays so). Consumers are called on the calling thread; what they throw ends the call.
 */
public interface Engine extends AutoCloseable {
    enum Kind {
        DOCKER,
        PODMAN
    }

    /** Name and version, such as {@code Docker Engine 20.10.24}. Asks the engine, so it tells whether it answers. */
    String description();

    /** Asks the engine. */
    Kind kind();

    Images images();

    Containers containers();

    Networks networks();

    Volumes volumes();

    @Override
    void close();
}
