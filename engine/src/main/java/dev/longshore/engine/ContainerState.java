package dev.longshore.engine;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A container as it is now.
 *
 * @param imageId the config digest of its image
 * @param exitCode of its last end; empty while it has never ended and while it runs again
 * @param addresses network → IPv4 address; only networks in which it has one now
 */
public record ContainerState(
        String id,
        String name,
        String imageId,
        Status status,
        Optional<Integer> exitCode,
        int restarts,
        Instant createdAt,
        Optional<Instant> startedAt,
        Map<String, String> labels,
        Map<String, String> addresses) {
    public enum Status {
        CREATED,
        RUNNING,
        PAUSED,
        RESTARTING,
        EXITED,
        /** The engine is removing it or failed to. */
        DEAD
    }

    public boolean isRunning() {
        return status == Status.RUNNING;
    }
}
