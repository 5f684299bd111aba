package dev.longshore.server.push.change;

import dev.longshore.project.manifest.KubernetesObject;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.reader.ManifestReader;
import dev.longshore.project.problem.Problems;
import java.util.List;

/** Reads objects whose problems were told when they were pushed. */
public final class TypedObjects {
    private TypedObjects() {}

    /** Those of a type, in their order. */
    public static <T extends KubernetesObject> List<T> of(List<Manifest> objects, Class<T> type) {
        return objects.stream()
                .flatMap(manifest -> ManifestReader.read(manifest, new Problems()).stream())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
