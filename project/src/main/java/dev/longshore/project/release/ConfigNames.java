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

    /** What pods of a namespace refer to. */
    ConfigReferences of(Namespace namespace) {
        return new ConfigReferences((kind, name) -> names.getOrDefault(new ObjectKey(kind, namespace, name), name));
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
