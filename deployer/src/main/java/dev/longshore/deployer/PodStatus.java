package dev.longshore.deployer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A pod of a workload as it is now.
 *
 * @param restarts how often its containers were started again after they had ended
 * @param startedAt empty when it never ran
 * @param containers their names, the first one being the one that is meant when none is named
 * @param detail for a person, such as {@code exit code 1}; empty when it runs
 */
public record PodStatus(
        String name,
        State state,
        int restarts,
        Instant createdAt,
        Optional<Instant> startedAt,
        List<String> containers,
        String detail) {
    public enum State {
        RUNNING("Running"),
        /** Not started yet. */
        PENDING("Pending"),
        /** It ended and will be started again. */
        ERROR("Error"),
        /** It ended. */
        FAILED("Failed");

        private final String text;

        State(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    public PodStatus {
        containers = List.copyOf(containers);
    }
}
