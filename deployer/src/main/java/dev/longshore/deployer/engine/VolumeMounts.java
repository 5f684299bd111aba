package dev.longshore.deployer.engine;

import dev.longshore.deployer.ClaimName;
import dev.longshore.engine.ContainerSpec;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Datum;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.Volume;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.name.EnvironmentName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a container mounts, as the engine knows it. */
final class VolumeMounts {
    private final EnvironmentName environment;
    private final ReleaseObjects objects;
    private final ConfigFiles configFiles;
    private final ClaimDirectory claims;
    private final Workload workload;
    private final List<ContainerSpec.Mount> mounts = new ArrayList<>();
    private final List<WorkloadPlan.ClaimVolume> volumes = new ArrayList<>();
    private final List<FileTree> files = new ArrayList<>();
    private final List<String> contents = new ArrayList<>();

    VolumeMounts(
            EnvironmentName environment,
            ReleaseObjects objects,
            ConfigFiles configFiles,
            ClaimDirectory claims,
            Workload workload) {
        this.environment = environment;
        this.objects = objects;
        this.configFiles = configFiles;
        this.claims = claims;
        this.workload = workload;
        Container container = workload.template().containers().get(0);
        container.mounts().forEach(mount -> add(container, mount));
    }

    List<ContainerSpec.Mount> mounts() {
        return List.copyOf(mounts);
    }

    List<WorkloadPlan.ClaimVolume> volumes() {
        return List.copyOf(volumes);
    }

    List<FileTree> files() {
        return List.copyOf(files);
    }

    /** What is mounted where, by content instead of by place on this machine. */
    List<String> contents() {
        return List.copyOf(contents);
    }

    private void add(Container container, Container.Mount mount) {
        Volume volume = workload.template()
                .volume(mount.volume())
                .orElseThrow(() -> new RolloutException(container.position() + ": " + workload.key()
                        + " mounts volume \"" + mount.volume() + "\", which it doesn't have"));
        Volume.Source source = volume.source();
        if (source instanceof Volume.ClaimSource claim) {
            String name =
                    claims.volume(environment, new ClaimName(workload.key().namespace(), claim.claim()));
            boolean readOnly = mount.readOnly() || claim.readOnly();
            mounts.add(new ContainerSpec.VolumeMount(name, mount.path(), readOnly));
            volumes.add(new WorkloadPlan.ClaimVolume(claim.claim(), name));
            contents.addAll(List.of("claim", name, mount.path(), Boolean.toString(readOnly)));
        } else if (source instanceof Volume.FilesSource sources) {
            addFiles(mount, sources);
        } else if (source instanceof Volume.EmptySource empty) {
            mounts.add(new ContainerSpec.TemporaryMount(mount.path(), empty.sizeLimitBytes()));
            contents.addAll(List.of("empty", mount.path()));
        }
    }

    private void addFiles(Container.Mount mount, Volume.FilesSource volume) {
        SortedMap<String, Datum> all = new TreeMap<>();
        volume.parts().forEach(part -> all.putAll(files(part).files()));
        FileTree tree = new FileTree(all);
        Path directory = configFiles.directory(environment, tree);
        if (!mount.subPath().isEmpty() && !tree.has(mount.subPath())) {
            throw new RolloutException("volume \"" + mount.volume() + "\" of " + workload.key() + " has no \""
                    + mount.subPath() + "\", which a subPath names");
        }
        Path source = mount.subPath().isEmpty() ? directory : directory.resolve(mount.subPath());
        mounts.add(new ContainerSpec.HostMount(source.toString(), mount.path(), true));
        files.add(tree);
        contents.addAll(List.of("files", tree.hash(), mount.subPath(), mount.path()));
    }

    private FileTree files(Volume.FilesPart part) {
        if (part instanceof Volume.ConfigMapFiles config) {
            return files(Kind.CONFIG_MAP, config.name(), config.items(), config.optional());
        }
        if (part instanceof Volume.SecretFiles secret) {
            return files(Kind.SECRET, secret.name(), secret.items(), secret.optional());
        }
        return new FileTree(new TreeMap<>());
    }

    private FileTree files(Kind kind, String name, Volume.Items items, boolean optional) {
        return objects.data(kind, workload.key().namespace(), name, optional)
                .map(data -> FileTree.of(kind + " \"" + name + "\"", data, items.paths(), optional))
                .orElseGet(() -> FileTree.of(name, Map.of(), Map.of(), true));
    }
}
