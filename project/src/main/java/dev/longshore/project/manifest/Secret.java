package dev.longshore.project.manifest;

import dev.longshore.project.problem.Position;
import java.util.Map;

/** A {@code Secret} of API group core/v1. */
public record Secret(ObjectKey key, Position position, Map<String, Datum> data) implements KubernetesObject {
    public Secret {
        data = Map.copyOf(data);
    }
}
