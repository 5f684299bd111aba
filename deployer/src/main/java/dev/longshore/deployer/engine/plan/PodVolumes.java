package dev.longshore.deployer.engine.plan;

import dev.longshore.deployer.ClaimName;
import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.files.ClaimDirectory;
import dev.longshore.deployer.engine.files.ConfigFiles;
import dev.longshore.deployer.engine.files.FileTree;
import dev.longshore.engine.ContainerSpec;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Datum;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PodTemplate;
import dev.longshore.project.manifest.Volume;
import dev.longshore.project.manifest.Workload.StableIdentity;
import dev.longshore.project.name.EnvironmentName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The volumes of a template's pods, and what their containers mount of them. */
public final class PodVolumes {
    /** Where the sandbox has the scratch space that the pod's containers share. */
    private static final String SHARED = "/shared/";

    private final EnvironmentName environment;
    private final ReleaseObjects objects;
    private final ConfigFiles configFiles;
    private final ClaimDirectory claimDirectory;
    private final ObjectKey owner;
    private final PodTemplate template;
    private final Optional<StableIdentity> stable;
    private final PodFacts facts;

    PodVolumes(
            EnvironmentName environment,
            ReleaseObjects objects,
            ConfigFiles configFiles,
            ClaimDirectory claimDirectory,
            ObjectKey owner,
            PodTemplate template,
            Optional<StableIdentity> stable,
            PodFacts facts) {
        this.environment = environment;
        this.objects = objects;
        this.configFiles = configFiles;
        this.claimDirectory = claimDirectory;
        this.owner = owner;
        this.template = template;
        this.stable = stable;
        this.facts = facts;
    }

    /** What a container of a pod mounts. */
    List<ContainerSpec.Mount> mounts(Container container, PodIdentity pod) {
        return container.mounts().stream()
                .map(mount -> mount(container, mount, pod))
                .toList();
    }

    /** What a container mounts where, by content instead of by place on this machine. */
    List<String> contents(Container container, PodIdentity pod) {
        List<String> contents = new ArrayList<>();
        for (Container.Mount mount : container.mounts()) {
            contents.addAll(contents(mount, pod));
        }
        return contents;
    }

    /** The claims that a pod mounts. */
    public List<WorkloadPlan.ClaimVolume> claims(int index) {
        Map<String, WorkloadPlan.ClaimVolume> claims = new LinkedHashMap<>();
        template.allContainers()
                .flatMap(container -> container.mounts().stream())
                .flatMap(mount -> claim(mount.volume(), index).stream())
                .forEach(claim -> claims.putIfAbsent(claim, new WorkloadPlan.ClaimVolume(claim, volume(claim))));
        return List.copyOf(claims.values());
    }

    /** The claims that a pod's containers may write to, at the places where the sandbox would mount them. */
    List<ContainerSpec.VolumeMount> writableClaims(PodIdentity pod) {
        return template.allContainers()
                .flatMap(container -> mounts(container, pod).stream())
                .filter(ContainerSpec.VolumeMount.class::isInstance)
                .map(ContainerSpec.VolumeMount.class::cast)
                .filter(mount -> !mount.readOnly())
                .map(ContainerSpec.VolumeMount::volume)
                .distinct()
                .map(volume -> new ContainerSpec.VolumeMount(volume, SHARED + volume, false))
                .toList();
    }

    /** The trees of files that the containers of a pod mount. */
    List<FileTree> files(PodIdentity pod) {
        return template.allContainers()
                .flatMap(container -> container.mounts().stream())
                .map(mount -> source(mount).source())
                .filter(Volume.FilesSource.class::isInstance)
                .map(source -> tree((Volume.FilesSource) source, pod))
                .distinct()
                .toList();
    }

    /** The scratch space that several containers have in common, which the sandbox has to hold. */
    public List<Scratch> shared(PodIdentity pod) {
        return template.volumes().stream()
                .filter(this::isShared)
                .map(volume -> new Scratch(
                        scratchName(volume, pod),
                        SHARED + volume.name(),
                        ((Volume.EmptySource) volume.source()).sizeLimitBytes()))
                .toList();
    }

    /** @param path where the sandbox mounts it */
    public record Scratch(String volume, String path, Optional<Long> sizeBytes) {}

    private ContainerSpec.Mount mount(Container container, Container.Mount mount, PodIdentity pod) {
        Optional<String> claim = claim(mount.volume(), pod.index());
        if (claim.isPresent()) {
            return new ContainerSpec.VolumeMount(volume(claim.get()), mount.path(), isReadOnly(mount));
        }
        Volume volume = source(mount);
        if (volume.source() instanceof Volume.FilesSource files) {
            FileTree tree = tree(files, pod);
            if (!mount.subPath().isEmpty() && !tree.has(mount.subPath())) {
                throw new RolloutException(container.position() + ": volume \"" + mount.volume() + "\" of " + owner
                        + " has no \"" + mount.subPath() + "\", which a subPath names");
            }
            Path directory = configFiles.directory(environment, tree);
            Path source = mount.subPath().isEmpty() ? directory : directory.resolve(mount.subPath());
            return new ContainerSpec.HostMount(source.toString(), mount.path(), true);
        }
        return isShared(volume)
                ? new ContainerSpec.VolumeMount(scratchName(volume, pod), mount.path(), mount.readOnly())
                : new ContainerSpec.TemporaryMount(
                        mount.path(), ((Volume.EmptySource) volume.source()).sizeLimitBytes());
    }

    private List<String> contents(Container.Mount mount, PodIdentity pod) {
        Optional<String> claim = claim(mount.volume(), pod.index());
        if (claim.isPresent()) {
            // Not the volume that has the data at the moment, which makes no other pod of it.
            String first = ClaimDirectory.firstVolume(environment, claimName(claim.get()));
            return List.of("claim", first, mount.path(), Boolean.toString(isReadOnly(mount)));
        }
        Volume.Source source = source(mount).source();
        return source instanceof Volume.FilesSource files
                ? List.of("files", tree(files, pod).hash(), mount.subPath(), mount.path())
                : List.of("empty", source.toString(), mount.volume(), mount.path());
    }

    private Volume source(Container.Mount mount) {
        return template.volume(mount.volume())
                .orElseGet(() -> stable.stream()
                        .flatMap(identity -> identity.claims().stream())
                        .filter(claim -> claim.name().equals(mount.volume()))
                        .map(claim ->
                                new Volume(claim.name(), claim.position(), new Volume.ClaimSource(claim.name(), false)))
                        .findFirst()
                        .orElseThrow(() -> new RolloutException(
                                owner + " mounts volume \"" + mount.volume() + "\", which it doesn't have")));
    }

    /** The claim that a volume of the pod is, if it is one: of its own for each pod of a StatefulSet. */
    private Optional<String> claim(String volume, int index) {
        boolean isOwn = stable.stream()
                .flatMap(identity -> identity.claims().stream())
                .anyMatch(claim -> claim.name().equals(volume));
        if (isOwn) {
            return Optional.of(volume + "-" + owner.name() + "-" + index);
        }
        return template.volume(volume)
                .map(Volume::source)
                .filter(Volume.ClaimSource.class::isInstance)
                .map(source -> ((Volume.ClaimSource) source).claim());
    }

    private boolean isReadOnly(Container.Mount mount) {
        return mount.readOnly() || (source(mount).source() instanceof Volume.ClaimSource claim && claim.readOnly());
    }

    private String volume(String claim) {
        return claimDirectory.volume(environment, claimName(claim));
    }

    private ClaimName claimName(String claim) {
        return new ClaimName(owner.namespace(), claim);
    }

    private boolean isShared(Volume volume) {
        return volume.source() instanceof Volume.EmptySource
                && template.allContainers()
                                .flatMap(container -> container.mounts().stream())
                                .filter(mount -> mount.volume().equals(volume.name()))
                                .count()
                        > 1;
    }

    private String scratchName(Volume volume, PodIdentity pod) {
        return "longshore-" + environment.value() + "." + pod.namespace().value() + "." + pod.name() + ".scratch."
                + volume.name();
    }

    private FileTree tree(Volume.FilesSource source, PodIdentity pod) {
        SortedMap<String, FileTree.Entry> entries = new TreeMap<>();
        source.parts().forEach(part -> entries.putAll(tree(part, pod).entries()));
        FileTree tree = new FileTree(entries);
        return template.security().filesGroup().isPresent() ? tree.readable() : tree;
    }

    private FileTree tree(Volume.FilesPart part, PodIdentity pod) {
        if (part instanceof Volume.ConfigMapFiles config) {
            return tree(Kind.CONFIG_MAP, config.name(), config.items(), config.optional());
        }
        if (part instanceof Volume.SecretFiles secret) {
            return tree(Kind.SECRET, secret.name(), secret.items(), secret.optional());
        }
        Volume.PodFiles facts = (Volume.PodFiles) part;
        SortedMap<String, FileTree.Entry> entries = new TreeMap<>();
        facts.files()
                .forEach((path, value) -> entries.put(
                        path,
                        new FileTree.Entry(
                                Datum.ofText(this.facts.of(value, "", pod)),
                                facts.modes().of(path))));
        return new FileTree(entries);
    }

    private FileTree tree(Kind kind, String name, Volume.Items items, boolean optional) {
        return objects.data(kind, owner.namespace(), name, optional)
                .map(data -> FileTree.of(kind + " \"" + name + "\"", data, items, optional))
                .orElseGet(() -> new FileTree(new TreeMap<>()));
    }
}
