package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.KubernetesObject;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.yaml.FieldObserver;
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
        return read(manifest, problems, FieldObserver.NONE);
    }

    /** @param observer is told of the fields of the object that are known */
    static Optional<KubernetesObject> read(Manifest manifest, Problems problems, FieldObserver observer) {
        Problems found = new Problems();
        Kind kind = manifest.key().kind();
        YamlFields fields =
                YamlFields.of(manifest.body(), (kind == Kind.INGRESS ? "an " : "a ") + kind, found, observer);
        // What the object is was read before.
        fields.text("apiVersion");
        fields.text("kind");
        fields.accept("status");
        fields.mapping("metadata", "metadata").ifPresent(metadata -> {
            metadata.text("name");
            metadata.text("namespace");
            if (kind == Kind.INGRESS && !metadata.textMap("annotations").isEmpty()) {
                metadata.warning("annotations", "has no effect: the gateway has no options of an Ingress");
            }
            MetadataReader.finishOfObjects(metadata);
        });
        KubernetesObject object = switch (kind) {
            case DEPLOYMENT -> DeploymentReader.read(manifest.key(), fields);
            case SERVICE -> ServiceReader.read(manifest.key(), fields);
            case CONFIG_MAP -> DataReader.readConfigMap(manifest.key(), fields);
            case SECRET -> DataReader.readSecret(manifest.key(), fields);
            case PERSISTENT_VOLUME_CLAIM -> ClaimReader.read(manifest.key(), fields);
            case STATEFUL_SET -> StatefulSetReader.read(manifest.key(), fields);
            case DAEMON_SET -> DaemonSetReader.read(manifest.key(), fields);
            case JOB -> JobReader.read(manifest.key(), fields);
            case CRON_JOB -> CronJobReader.read(manifest.key(), fields);
            case INGRESS -> IngressReader.read(manifest.key(), fields);
        };
        fields.finish();
        found.all().forEach(problems::add);
        return found.hasErrors() ? Optional.empty() : Optional.of(object);
    }
}
