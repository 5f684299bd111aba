package dev.longshore.project.manifest;

import dev.longshore.project.problem.Position;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What keeps pods running: a {@code Deployment}, {@code StatefulSet} or {@code DaemonSet} of API group apps/v1. A
 * DaemonSet has one replica, as there is one machine.
 *
 * @param progressDeadline how long a rollout may make no progress; empty when the manifest doesn't say
 * @param identity what a StatefulSet's pods have of their own; empty for the other kinds
 */
public record Workload(
        ObjectKey key,
        Position position,
        int replicas,
        Strategy strategy,
        Optional<Duration> progressDeadline,
        Optional<StableIdentity> identity,
        PodTemplate template)
        implements PodOwner {
    public enum Strategy {
        /** New pods beside the old ones, which go when the new ones are ready. */
        ROLLING,
        /** The old pods stop before the new ones start. */
        RECREATE
    }

    /**
     * @param service the headless Service under which every pod has a name of its own; empty without one
     * @param ordered whether a pod starts only when the one before is ready
     * @param claims for every pod a claim of its own, named {@code <template>-<pod>}
     */
    public record StableIdentity(String service, boolean ordered, List<ClaimTemplate> claims) {
        public StableIdentity {
            claims = List.copyOf(claims);
        }
    }

    /** @param requestedBytes 0 when it doesn't say */
    public record ClaimTemplate(String name, Position position, long requestedBytes) {}

    /** Whether two generations of this may run at the same time: never when it writes to a claim. */
    public boolean mustStopBeforeSuccessor() {
        return strategy == Strategy.RECREATE || identity.isPresent() || template.writesToClaim();
    }
}
