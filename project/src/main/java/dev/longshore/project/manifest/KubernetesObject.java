package dev.longshore.project.manifest;

import dev.longshore.project.problem.Position;

/** The typed reading of a {@link Manifest}: what Longshore itself understands of it. */
public sealed interface KubernetesObject permits PodOwner, Service, Ingress, ConfigMap, Secret, Claim {
    ObjectKey key();

    Position position();
}
