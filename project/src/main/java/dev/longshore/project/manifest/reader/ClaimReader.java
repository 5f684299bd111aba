package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.Claim;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.yaml.YamlFields;
import java.util.Optional;

/** Reads {@code PersistentVolumeClaim} of core/v1. */
final class ClaimReader {
    private ClaimReader() {}

    static Claim read(ObjectKey key, YamlFields object) {
        long bytes = requestedBytes(object.requiredMapping("spec", "a PersistentVolumeClaim's spec"));
        return new Claim(key, object.position(), bytes);
    }

    /** Reads the spec of a claim or of a template for claims; 0 when it doesn't say. */
    static long requestedBytes(YamlFields spec) {
        spec.texts("accessModes");
        Optional<Long> bytes = spec.mapping("resources", "resources").flatMap(resources -> {
            resources.accept("limits");
            Optional<YamlFields> requests = resources.mapping("requests", "requests");
            resources.finish();
            return requests.flatMap(ClaimReader::storage);
        });
        spec.accept("accessModes");
        spec.acceptOnly("volumeMode", "Filesystem");
        spec.accept("storageClassName", "volumeAttributesClassName");
        spec.warnOf("selector", PodReader.NO_EFFECT);
        spec.warnOf("volumeName", PodReader.NO_EFFECT);
        spec.refuse("dataSource", "isn't supported");
        spec.refuse("dataSourceRef", "isn't supported");
        spec.finish();
        return bytes.orElse(0L);
    }

    private static Optional<Long> storage(YamlFields requests) {
        Optional<Long> bytes = Quantity.bytes(requests, "storage");
        requests.finish();
        return bytes;
    }
}
