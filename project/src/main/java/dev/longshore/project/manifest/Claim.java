package dev.longshore.project.manifest;

import dev.longshore.project.problem.Position;

/**
 * A {@code PersistentVolumeClaim} of API group core/v1.
 *
 * @param requestedBytes what the claim asks for; 0 when it doesn't say
 */
public record Claim(ObjectKey key, Position position, long requestedBytes) implements KubernetesObject {}
