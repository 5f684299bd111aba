package dev.longshore.project.manifest;

import dev.longshore.project.yaml.YamlFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a volume of a pod. */
final class VolumeReader {
    private static final String SUPPORTED =
            "isn't supported; there are configMap, emptyDir, persistentVolumeClaim and secret";

    private VolumeReader() {}

    static Volume read(YamlFields volume) {
        String name = volume.requiredName("name");
        List<Volume.Source> sources = new ArrayList<>();
        volume.mapping("persistentVolumeClaim", "\"persistentVolumeClaim\"")
                .ifPresent(fields -> sources.add(claim(fields)));
        volume.mapping("configMap", "\"configMap\"").ifPresent(fields -> {
            String configMap = fields.requiredText("name");
            sources.add(new Volume.FilesSource(
                    List.of(new Volume.ConfigMapFiles(configMap, items(fields), fields.flag("optional", false)))));
            fields.finish();
        });
        volume.mapping("secret", "\"secret\"").ifPresent(fields -> {
            String secret = fields.requiredText("secretName");
            sources.add(new Volume.FilesSource(
                    List.of(new Volume.SecretFiles(secret, items(fields), fields.flag("optional", false)))));
            fields.finish();
        });
        volume.mapping("emptyDir", "\"emptyDir\"").ifPresent(fields -> {
            fields.accept("medium", "sizeLimit");
            fields.finish();
            sources.add(new Volume.EmptySource(false, Optional.empty()));
        });
        for (String kind : List.of(
                "hostPath",
                "nfs",
                "projected",
                "downwardAPI",
                "csi",
                "ephemeral",
                "image",
                "iscsi",
                "fc",
                "rbd",
                "cephfs",
                "glusterfs",
                "gitRepo",
                "local",
                "awsElasticBlockStore",
                "gcePersistentDisk",
                "azureDisk",
                "azureFile")) {
            volume.refuse(kind, SUPPORTED);
        }
        if (sources.size() > 1) {
            volume.error("name", "volume \"" + name + "\" has more than one source");
        }
        volume.finish();
        // The API, too, takes a volume without a source for an empty directory.
        return new Volume(
                name,
                volume.position(),
                sources.isEmpty() ? new Volume.EmptySource(false, Optional.empty()) : sources.get(0));
    }

    private static Volume.Source claim(YamlFields fields) {
        Volume.Source source = new Volume.ClaimSource(fields.requiredText("claimName"), fields.flag("readOnly", false));
        fields.finish();
        return source;
    }

    private static Volume.Items items(YamlFields source) {
        Map<String, String> items = new LinkedHashMap<>();
        for (YamlFields item : source.mappings("items", "an item")) {
            String path = item.requiredText("path");
            if (path.startsWith("/") || ContainerReader.leavesItsDirectory(path)) {
                item.error("path", "an item's \"path\" must be relative, without \"..\"; found \"" + path + "\"");
            }
            items.put(item.requiredText("key"), path);
            item.warnOf("mode", PodReader.NO_EFFECT);
            item.finish();
        }
        source.warnOf("defaultMode", PodReader.NO_EFFECT);
        return new Volume.Items(items, Volume.Modes.DEFAULT);
    }
}
