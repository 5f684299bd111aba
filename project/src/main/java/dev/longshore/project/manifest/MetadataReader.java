package dev.longshore.project.manifest;

import dev.longshore.project.yaml.YamlFields;
import java.util.Map;

/** Reads {@code metadata}, of an object or of a pod template. */
final class MetadataReader {
    private MetadataReader() {}

    static Map<String, String> readLabels(YamlFields metadata) {
        metadata.textMap("annotations");
        // What a cluster writes into objects that it hands out; people paste it.
        metadata.accept(
                "creationTimestamp",
                "generation",
                "managedFields",
                "ownerReferences",
                "resourceVersion",
                "selfLink",
                "uid");
        metadata.refuse("generateName", "isn't supported; give it a name");
        metadata.refuse("finalizers", "isn't supported");
        return metadata.textMap("labels");
    }
}
