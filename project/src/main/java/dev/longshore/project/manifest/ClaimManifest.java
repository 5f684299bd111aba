package dev.longshore.project.manifest;

import dev.longshore.project.problem.Position;
import dev.longshore.project.yaml.YamlMapping;
import dev.longshore.project.yaml.YamlPath;
import dev.longshore.project.yaml.YamlScalar;
import dev.longshore.project.yaml.YamlSequence;
import java.util.List;

/** Writes claims for volumes that a repository uses without writing a claim itself. */
public final class ClaimManifest {
    private static final String DEFAULT_SIZE = "1Gi";

    private ClaimManifest() {}

    /** @param position where the volume is that refers to the claim */
    public static Manifest of(ObjectKey key, Position position) {
        return of(key, position, DEFAULT_SIZE);
    }

    /** @param size a quantity of the API, such as {@code 10Gi} */
    public static Manifest of(ObjectKey key, Position position, String size) {
        YamlMapping body = new YamlMapping(position, List.of());
        body = put(body, "v1", "apiVersion");
        body = put(body, key.kind().value(), "kind");
        body = put(body, key.name(), "metadata", "name");
        body = put(body, key.namespace().value(), "metadata", "namespace");
        body = put(body, size, "spec", "resources", "requests", "storage");
        YamlSequence modes = new YamlSequence(position, List.of(YamlScalar.string(position, "ReadWriteOnce")));
        body = YamlPath.of("spec", "accessModes").put(body, modes);
        return new Manifest(key, body);
    }

    private static YamlMapping put(YamlMapping body, String text, String... path) {
        return YamlPath.of(path).put(body, YamlScalar.string(body.position(), text));
    }
}
