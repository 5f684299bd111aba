package dev.longshore.project.release;

import dev.longshore.project.manifest.Kind;
import dev.longshore.project.yaml.YamlMapping;
import dev.longshore.project.yaml.YamlPath;
import dev.longshore.project.yaml.YamlScalar;
import java.util.List;

/** The places in a pod's spec that name ConfigMaps and Secrets. */
final class ConfigReferences {
    private final Renaming renaming;

    ConfigReferences(Renaming renaming) {
        this.renaming = renaming;
    }

    /** What a ConfigMap or Secret of the repository is called in the release. */
    @FunctionalInterface
    interface Renaming {
        String rename(Kind kind, String name);
    }

    /** An object with every such reference in its pods rewritten. */
    YamlMapping rewrite(YamlPath podSpec, YamlMapping object) {
        YamlMapping changed = object;
        for (String containers : List.of("initContainers", "containers")) {
            changed = podSpec.then(containers).mapItems(changed, this::container);
        }
        changed = podSpec.then("volumes").mapItems(changed, this::volume);
        return podSpec.then("imagePullSecrets").mapItems(changed, secret -> rename(Kind.SECRET, secret, "name"));
    }

    private YamlMapping container(YamlMapping container) {
        YamlMapping withVariables = YamlPath.of("env")
                .mapItems(
                        container,
                        variable -> rename(
                                Kind.SECRET,
                                rename(Kind.CONFIG_MAP, variable, "valueFrom", "configMapKeyRef", "name"),
                                "valueFrom",
                                "secretKeyRef",
                                "name"));
        return YamlPath.of("envFrom")
                .mapItems(
                        withVariables,
                        source -> rename(
                                Kind.SECRET,
                                rename(Kind.CONFIG_MAP, source, "configMapRef", "name"),
                                "secretRef",
                                "name"));
    }

    private YamlMapping volume(YamlMapping volume) {
        YamlMapping changed = rename(Kind.CONFIG_MAP, volume, "configMap", "name");
        changed = rename(Kind.SECRET, changed, "secret", "secretName");
        return YamlPath.of("projected", "sources")
                .mapItems(
                        changed,
                        source -> rename(
                                Kind.SECRET, rename(Kind.CONFIG_MAP, source, "configMap", "name"), "secret", "name"));
    }

    private YamlMapping rename(Kind kind, YamlMapping root, String... path) {
        return YamlPath.of(path)
                .map(
                        root,
                        node -> node instanceof YamlScalar scalar
                                ? YamlScalar.string(node.position(), renaming.rename(kind, scalar.text()))
                                : node);
    }
}
