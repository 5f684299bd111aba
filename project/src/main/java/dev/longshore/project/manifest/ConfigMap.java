package dev.longshore.project.manifest;

import dev.longshore.project.problem.Position;
import java.util.Map;

/** A {@code ConfigMap} of API group core/v1. */
public record ConfigMap(ObjectKey key, Position position, Map<String, Datum> data) implements KubernetesObject {
    public ConfigMap {
        data = Map.copyOf(data);
    }
}
