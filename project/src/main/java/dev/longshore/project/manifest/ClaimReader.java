package dev.longshore.project.manifest;

import dev.longshore.project.yaml.YamlFields;
import java.util.Optional;

/** Reads {@code PersistentVolumeClaim} of core/v1. */
final class ClaimReader {
    private ClaimReader() {}

    static Claim read(ObjectKey key, YamlFields object) {
        YamlFields spec = object.requiredMapping("spec", "a PersistentVolumeClaim's spec");
        spec.texts("accessModes");
        Optional<Long> bytes = spec.mapping("resources", "resources").flatMap(resources -> {
            resources.accept("limits");
            Optional<YamlFields> requests = resources.mapping("requests", "requests");
            resources.finish();
            return requests.flatMap(ClaimReader::storage);
        });
        if (!spec.text("volumeMode").orElse("Filesystem").equals("Filesystem")) {
            spec.error("volumeMode", "only the volumeMode Filesystem is supported");
        }
        spec.accept("storageClassName", "volumeAttributesClassName");
        spec.warnOf("selector", PodReader.NO_EFFECT);
        spec.warnOf("volumeName", PodReader.NO_EFFECT);
        spec.refuse("dataSource", "isn't supported");
        spec.refuse("dataSourceRef", "isn't supported");
        spec.finish();
        return new Claim(key, object.position(), bytes.orElse(0L));
    }

    private static Optional<Long> storage(YamlFields requests) {
        Optional<Long> bytes = Quantity.bytes(requests, "storage");
        requests.finish();
        return bytes;
    }
}
