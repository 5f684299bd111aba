package dev.longshore.project.manifest.reader;

import dev.longshore.project.yaml.YamlFields;

/** Reads {@code metadata}, of an object or of a pod template. */
final class MetadataReader {
    private MetadataReader() {}

    /** What an object says beside its name and namespace; by labels no object is found, only pods are. */
    static void finishOfObjects(YamlFields metadata) {
        metadata.textMap("labels");
        metadata.textMap("annotations");
        metadata.accept("labels", "annotations");
        finish(metadata);
    }

    /** What a pod template says beside labels and annotations. */
    static void finishOfPods(YamlFields metadata) {
        metadata.accept("name", "namespace");
        finish(metadata);
    }

    private static void finish(YamlFields metadata) {
        // What a cluster writes into objects that it hands out; people paste it.
        metadata.accept(
                "creationTimestamp",
                "deletionGracePeriodSeconds",
                "deletionTimestamp",
                "generation",
                "managedFields",
                "ownerReferences",
                "resourceVersion",
                "selfLink",
                "uid");
        metadata.refuse("generateName", "isn't supported; give it a name");
        metadata.refuse("finalizers", "isn't supported");
        metadata.finish();
    }
}
