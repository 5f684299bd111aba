package dev.longshore.project.manifest;

import dev.longshore.project.problem.Problems;
import java.util.Optional;

/** Reads manifests strictly: a field that isn't known is an error, as a push must not lose what its author wrote. */
public final class ManifestReader {
    private ManifestReader() {}

    /** The typed object; empty when errors were added to {@code problems}. */
    public static Optional<KubernetesObject> read(Manifest manifest, Problems problems) {
        problems.error(manifest.body().position(), "manifests can't be read yet");
        return Optional.empty();
    }
}
