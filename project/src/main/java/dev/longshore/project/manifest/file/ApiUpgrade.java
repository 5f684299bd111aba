package dev.longshore.project.manifest.file;

import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.yaml.YamlMapping;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlPath;
import dev.longshore.project.yaml.YamlScalar;
import java.util.Optional;
import java.util.Set;

/**
 * Brings objects of retired API versions to the one that is read. In the first workloads the selector could be left out
 * and was taken from the labels of the pod template; apps/v1 wants it written.
 */
final class ApiUpgrade {
    private static final YamlPath POD_LABELS = YamlPath.of("spec", "template", "metadata", "labels");
    private static final YamlPath SELECTOR = YamlPath.of("spec", "selector");

    private ApiUpgrade() {}

    static Manifest upgrade(Manifest manifest, Problems problems) {
        Kind kind = manifest.key().kind();
        YamlNode version = manifest.body().get("apiVersion").orElseThrow();
        String text = version instanceof YamlScalar scalar ? scalar.text() : "";
        String name = kind + " \"" + manifest.key().name() + "\"";
        if (text.equals(kind.apiVersion())) {
            return manifest;
        }
        if (!retired(kind).contains(text)) {
            problems.error(
                    version.position(),
                    "the apiVersion of " + name + " must be " + kind.apiVersion() + "; found \"" + text + "\"");
            return manifest;
        }
        YamlMapping current =
                manifest.body().with("apiVersion", YamlScalar.string(version.position(), kind.apiVersion()));
        Optional<YamlNode> labels = kind.apiVersion().equals("apps/v1")
                ? POD_LABELS.find(current).filter(node -> SELECTOR.find(current).isEmpty())
                : Optional.empty();
        problems.warning(
                version.position(),
                "apiVersion " + text + " of " + name + " is retired and read as " + kind.apiVersion()
                        + (labels.isPresent() ? ", with its pod labels as selector" : ""));
        YamlMapping selecting = labels.map(node -> SELECTOR.then("matchLabels").put(current, node))
                .orElse(current);
        return new Manifest(manifest.key(), kind == Kind.INGRESS ? IngressUpgrade.upgrade(selecting) : selecting);
    }

    private static Set<String> retired(Kind kind) {
        return switch (kind) {
            case DEPLOYMENT -> Set.of("extensions/v1beta1", "apps/v1beta1", "apps/v1beta2");
            case STATEFUL_SET -> Set.of("apps/v1beta1", "apps/v1beta2");
            case DAEMON_SET -> Set.of("extensions/v1beta1", "apps/v1beta1", "apps/v1beta2");
            case CRON_JOB -> Set.of("batch/v1beta1", "batch/v2alpha1");
            case INGRESS -> Set.of("extensions/v1beta1", "networking.k8s.io/v1beta1");
            case JOB, CONFIG_MAP, SECRET, PERSISTENT_VOLUME_CLAIM, SERVICE -> Set.of();
        };
    }
}
