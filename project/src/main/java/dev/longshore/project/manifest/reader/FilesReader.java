package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.Environment;
import dev.longshore.project.manifest.Volume;
import dev.longshore.project.yaml.YamlFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Reads what volumes of files are made of: ConfigMaps, Secrets and what a pod knows of itself. */
final class FilesReader {
    private static final int ALL_PERMISSIONS = 0777;

    private final PodValueReader podValues;

    FilesReader(PodContext pod) {
        this.podValues = PodValueReader.forFiles(pod);
    }

    Volume.FilesPart configMap(YamlFields volume) {
        return configMap(volume, "name", mode(volume, "defaultMode"));
    }

    Volume.FilesPart secret(YamlFields volume) {
        return secret(volume, "secretName", mode(volume, "defaultMode"));
    }

    Volume.FilesPart podFiles(YamlFields volume) {
        return podFiles(volume, mode(volume, "defaultMode"));
    }

    /** {@code projected}: the parts together in one directory. */
    List<Volume.FilesPart> projected(YamlFields volume) {
        OptionalInt usual = mode(volume, "defaultMode");
        List<Volume.FilesPart> parts = new ArrayList<>();
        for (YamlFields source : volume.mappings("sources", "a source of \"projected\"")) {
            source.mapping("configMap", "\"configMap\"")
                    .ifPresent(fields -> parts.add(configMap(fields, "name", usual)));
            source.mapping("secret", "\"secret\"").ifPresent(fields -> parts.add(secret(fields, "name", usual)));
            source.mapping("downwardAPI", "\"downwardAPI\"").ifPresent(fields -> parts.add(podFiles(fields, usual)));
            source.refuse("serviceAccountToken", "isn't allowed: no pod gets a token of the cluster");
            source.refuse("clusterTrustBundle", "isn't supported");
            source.finish();
        }
        volume.finish();
        return parts;
    }

    private static Volume.FilesPart configMap(YamlFields fields, String nameKey, OptionalInt usual) {
        Volume.FilesPart part = new Volume.ConfigMapFiles(
                fields.requiredText(nameKey), items(fields, usual), fields.flag("optional", false));
        fields.finish();
        return part;
    }

    private static Volume.FilesPart secret(YamlFields fields, String nameKey, OptionalInt usual) {
        Volume.FilesPart part = new Volume.SecretFiles(
                fields.requiredText(nameKey), items(fields, usual), fields.flag("optional", false));
        fields.finish();
        return part;
    }

    private Volume.FilesPart podFiles(YamlFields fields, OptionalInt usual) {
        Map<String, Environment.PodValue> files = new LinkedHashMap<>();
        Map<String, Integer> modes = new LinkedHashMap<>();
        for (YamlFields item : fields.mappings("items", "an item")) {
            String path = path(item, modes);
            if (item.node("fieldRef").isPresent()
                    == item.node("resourceFieldRef").isPresent()) {
                item.error("path", "an item of \"downwardAPI\" needs either \"fieldRef\" or \"resourceFieldRef\"");
            }
            podValues.read(item).ifPresent(value -> files.put(path, value));
            item.finish();
        }
        fields.finish();
        return new Volume.PodFiles(files, new Volume.Modes(usual, modes));
    }

    private static Volume.Items items(YamlFields source, OptionalInt usual) {
        Map<String, String> paths = new LinkedHashMap<>();
        Map<String, Integer> modes = new LinkedHashMap<>();
        for (YamlFields item : source.mappings("items", "an item")) {
            paths.put(item.requiredText("key"), path(item, modes));
            item.finish();
        }
        return new Volume.Items(paths, new Volume.Modes(usual, modes));
    }

    private static String path(YamlFields item, Map<String, Integer> modes) {
        String path = item.requiredText("path");
        if (path.startsWith("/") || MountReader.leavesItsDirectory(path)) {
            item.error("path", "an item's \"path\" must be relative, without \"..\"; found \"" + path + "\"");
        }
        mode(item, "mode").ifPresent(mode -> modes.put(path, mode));
        return path;
    }

    private static OptionalInt mode(YamlFields fields, String key) {
        OptionalInt mode = fields.integer(key, 0, Integer.MAX_VALUE);
        if (mode.isPresent() && mode.getAsInt() > ALL_PERMISSIONS) {
            fields.error(
                    key,
                    "\"" + key + "\" of " + fields.owner() + " must be permissions from 0 to 0777, such as 0644; found "
                            + mode.getAsInt() + ", which is 0" + Integer.toOctalString(mode.getAsInt()));
            return OptionalInt.empty();
        }
        return mode;
    }
}
