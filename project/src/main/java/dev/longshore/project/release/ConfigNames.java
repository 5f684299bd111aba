package dev.longshore.project.release;

import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.yaml.YamlJson;
import dev.longshore.project.yaml.YamlMapping;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlPath;
import dev.longshore.project.yaml.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * ConfigMaps and Secrets of the repository are named {@code <name>-<hash of their content>} in a release, so that a pod
 * keeps the configuration that it was started with, and a changed one is a changed pod.
 */
final class ConfigNames {
    private static final Set<Kind> RENAMED = Set.of(Kind.CONFIG_MAP, Kind.SECRET);
    private static final int HASH_DIGITS = 10;
    private static final Pattern HASH = Pattern.compile("-[0-9a-f]{" + HASH_DIGITS + "}$");

    /** The name's longest part that leaves room for the hash in 63 characters. */
    private static final int MAX_BASE = 63 - 1 - HASH_DIGITS;

    private static final YamlPath CONTAINERS = YamlPath.of("spec", "template", "spec", "containers");
    private static final YamlPath VOLUMES = YamlPath.of("spec", "template", "spec", "volumes");

    private final Map<ObjectKey, String> names;

    private ConfigNames(Map<ObjectKey, String> names) {
        this.names = names;
    }

    static ConfigNames of(List<Manifest> objects) {
        Map<ObjectKey, String> names = new HashMap<>();
        for (Manifest manifest : objects) {
            if (RENAMED.contains(manifest.key().kind())) {
                String name = manifest.key().name();
                String base = name.substring(0, Math.min(name.length(), MAX_BASE));
                names.put(manifest.key(), base + "-" + hash(manifest.body()));
            }
        }
        return new ConfigNames(names);
    }

    /** The key that an object of a release has in the repository. */
    static ObjectKey asWritten(ObjectKey key) {
        return RENAMED.contains(key.kind())
                ? new ObjectKey(
                        key.kind(), key.namespace(), HASH.matcher(key.name()).replaceFirst(""))
                : key;
    }

    /** A ConfigMap or Secret under its name in the release; any other object as it is. */
    Manifest rename(Manifest manifest) {
        String name = names.getOrDefault(manifest.key(), manifest.key().name());
        if (name.equals(manifest.key().name())) {
            return manifest;
        }
        ObjectKey key = new ObjectKey(manifest.key().kind(), manifest.key().namespace(), name);
        return new Manifest(key, YamlPath.of("metadata", "name").map(manifest.body(), node -> renamed(node, name)));
    }

    /** A workload with every reference to a renamed object rewritten. */
    YamlMapping rewriteReferences(Namespace namespace, YamlMapping workload) {
        YamlMapping withContainers = CONTAINERS.mapItems(workload, container -> rewriteContainer(namespace, container));
        return VOLUMES.mapItems(withContainers, volume -> {
            YamlMapping configMap = rewrite(namespace, Kind.CONFIG_MAP, volume, YamlPath.of("configMap", "name"));
            return rewrite(namespace, Kind.SECRET, configMap, YamlPath.of("secret", "secretName"));
        });
    }

    private YamlMapping rewriteContainer(Namespace namespace, YamlMapping container) {
        YamlMapping withVariables = YamlPath.of("env").mapItems(container, variable -> {
            YamlMapping configMap =
                    rewrite(namespace, Kind.CONFIG_MAP, variable, YamlPath.of("valueFrom", "configMapKeyRef", "name"));
            return rewrite(namespace, Kind.SECRET, configMap, YamlPath.of("valueFrom", "secretKeyRef", "name"));
        });
        return YamlPath.of("envFrom").mapItems(withVariables, source -> {
            YamlMapping configMap = rewrite(namespace, Kind.CONFIG_MAP, source, YamlPath.of("configMapRef", "name"));
            return rewrite(namespace, Kind.SECRET, configMap, YamlPath.of("secretRef", "name"));
        });
    }

    private YamlMapping rewrite(Namespace namespace, Kind kind, YamlMapping root, YamlPath path) {
        return path.map(root, node -> {
            if (!(node instanceof YamlScalar scalar)) {
                return node;
            }
            ObjectKey key = new ObjectKey(kind, namespace, scalar.text());
            return renamed(node, names.getOrDefault(key, scalar.text()));
        });
    }

    private static YamlNode renamed(YamlNode node, String name) {
        return YamlScalar.string(node.position(), name);
    }

    private static String hash(YamlMapping body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(YamlJson.canonical(body).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
