package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.Volume;
import dev.longshore.project.yaml.YamlFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a volume of a pod. */
final class VolumeReader {
    private static final String SUPPORTED =
            "isn't supported; there are configMap, downwardAPI, emptyDir, persistentVolumeClaim, projected and secret";

    private static final List<String> UNSUPPORTED = List.of(
            "awsElasticBlockStore",
            "azureDisk",
            "azureFile",
            "cephfs",
            "cinder",
            "csi",
            "ephemeral",
            "fc",
            "flexVolume",
            "flocker",
            "gcePersistentDisk",
            "gitRepo",
            "glusterfs",
            "hostPath",
            "image",
            "iscsi",
            "nfs",
            "photonPersistentDisk",
            "portworxVolume",
            "quobyte",
            "rbd",
            "scaleIO",
            "storageos",
            "vsphereVolume");

    private VolumeReader() {}

    static Volume read(YamlFields volume, PodContext pod) {
        String name = volume.requiredName("name");
        FilesReader files = new FilesReader(pod);
        List<Volume.Source> sources = new ArrayList<>();
        volume.mapping("persistentVolumeClaim", "\"persistentVolumeClaim\"")
                .ifPresent(fields -> sources.add(claim(fields)));
        volume.mapping("configMap", "\"configMap\"")
                .ifPresent(fields -> sources.add(new Volume.FilesSource(List.of(files.configMap(fields)))));
        volume.mapping("secret", "\"secret\"")
                .ifPresent(fields -> sources.add(new Volume.FilesSource(List.of(files.secret(fields)))));
        volume.mapping("downwardAPI", "\"downwardAPI\"")
                .ifPresent(fields -> sources.add(new Volume.FilesSource(List.of(files.podFiles(fields)))));
        volume.mapping("projected", "\"projected\"")
                .ifPresent(fields -> sources.add(new Volume.FilesSource(files.projected(fields))));
        volume.mapping("emptyDir", "\"emptyDir\"").ifPresent(fields -> sources.add(scratch(fields)));
        UNSUPPORTED.forEach(kind -> volume.refuse(kind, SUPPORTED));
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

    private static Volume.Source scratch(YamlFields fields) {
        boolean inMemory = fields.choice("medium", "", "Memory").equals(Optional.of("Memory"));
        Volume.Source source = new Volume.EmptySource(inMemory, Quantity.bytes(fields, "sizeLimit"));
        fields.finish();
        return source;
    }
}
