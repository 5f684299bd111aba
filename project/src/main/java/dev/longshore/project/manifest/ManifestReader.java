package dev.longshore.project.manifest;

import dev.longshore.project.problem.Problems;
import dev.longshore.project.yaml.YamlFields;
import java.util.Optional;

/**
 * Reads manifests strictly: a field that isn't known is an error, as a push must not lose what its author wrote; a field
 * of the API that has no effect here yet is a warning; what would reach beyond the environment is refused.
 */
public final class ManifestReader {
    private ManifestReader() {}

    /** The typed object; empty when errors were added to {@code problems}. */
    public static Optional<KubernetesObject> read(Manifest manifest, Problems problems) {
        Problems found = new Problems();
        Kind kind = manifest.key().kind();
        YamlFields fields = YamlFields.of(manifest.body(), "a " + kind, found);
        fields.accept("apiVersion", "kind", "status");
        fields.mapping("metadata", "metadata").ifPresent(metadata -> {
            metadata.accept("name", "namespace");
            MetadataReader.readLabels(metadata);
            metadata.finish();
        });
        KubernetesObject object = switch (kind) {
            case DEPLOYMENT -> DeploymentReader.read(manifest.key(), fields);
            case SERVICE -> ServiceReader.read(manifest.key(), fields);
            case CONFIG_MAP -> DataReader.readConfigMap(manifest.key(), fields);
            case SECRET -> DataReader.readSecret(manifest.key(), fields);
            case PERSISTENT_VOLUME_CLAIM -> ClaimReader.read(manifest.key(), fields);
            case STATEFUL_SET, DAEMON_SET, JOB, CRON_JOB, INGRESS ->
                throw new IllegalStateException("not read yet: " + kind);
        };
        fields.finish();
        found.all().forEach(problems::add);
        return found.hasErrors() ? Optional.empty() : Optional.of(object);
    }
}
