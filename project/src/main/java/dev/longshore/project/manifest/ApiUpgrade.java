package dev.longshore.project.manifest;

import dev.longshore.project.problem.Problems;
import dev.longshore.project.yaml.YamlMapping;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlPath;
import dev.longshore.project.yaml.YamlScalar;
import java.util.Optional;
import java.util.Set;

/**
 * Brings objects of retired API versions to the one that is read. In the first Deployments the selector could be left
 * out and was taken from the labels of the pod template; apps/v1 wants it written.
 */
final class ApiUpgrade {
    private static final Set<String> RETIRED = Set.of("extensions/v1beta1", "apps/v1beta1", "apps/v1beta2");

    private static final YamlPath POD_LABELS = YamlPath.of("spec", "template", "metadata", "labels");
    private static final YamlPath SELECTOR = YamlPath.of("spec", "selector");
    private static final YamlPath MATCH_LABELS = YamlPath.of("spec", "selector", "matchLabels");

    private ApiUpgrade() {}

    static Manifest upgrade(Manifest manifest, Problems problems) {
        YamlNode version = manifest.body().get("apiVersion").orElseThrow();
        String text = version instanceof YamlScalar scalar ? scalar.text() : "";
        boolean isDeployment = manifest.key().kind() == Kind.DEPLOYMENT;
        String expected = isDeployment ? "apps/v1" : "v1";
        String name = manifest.key().kind() + " \"" + manifest.key().name() + "\"";
        if (text.equals(expected)) {
            return manifest;
        }
        if (!isDeployment || !RETIRED.contains(text)) {
            problems.error(
                    version.position(),
                    "the apiVersion of " + name + " must be " + expected + "; found \"" + text + "\"");
            return manifest;
        }
        YamlMapping current = manifest.body().with("apiVersion", YamlScalar.string(version.position(), expected));
        Optional<YamlNode> labels =
                POD_LABELS.find(current).filter(node -> SELECTOR.find(current).isEmpty());
        problems.warning(
                version.position(),
                "apiVersion " + text + " of " + name + " is retired and read as " + expected
                        + (labels.isPresent() ? ", with its pod labels as selector" : ""));
        return new Manifest(
                manifest.key(),
                labels.map(node -> MATCH_LABELS.put(current, node)).orElse(current));
    }
}
