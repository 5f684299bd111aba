package dev.longshore.project.manifest;

import dev.longshore.project.problem.Position;
import java.time.Duration;
import java.util.Optional;

/**
 * What runs pods: a {@code Deployment} of API group apps/v1.
 *
 * @param progressDeadline how long a rollout may make no progress; empty when the manifest doesn't say
 */
public record Workload(
        ObjectKey key,
        Position position,
        int replicas,
        Strategy strategy,
        Optional<Duration> progressDeadline,
        PodTemplate template)
        implements KubernetesObject {
    public enum Strategy {
        /** New pods beside the old ones, which go when the new ones are ready. */
        ROLLING,
        /** The old pods stop before the new ones start. */
        RECREATE
    }

    /** Whether two generations of this may run at the same time: never when it writes to a claim. */
    public boolean mustStopBeforeSuccessor() {
        return strategy == Strategy.RECREATE || template.writesToClaim();
    }
}
