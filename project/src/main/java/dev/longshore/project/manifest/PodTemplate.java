package dev.longshore.project.manifest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pods of a workload.
 *
 * @param initContainers run one after the other, each to its end, before the others start; those that are sidecars stay up
 * @param hosts further lines of {@code /etc/hosts}: name → address
 * @param sharesProcesses whether the containers see each other's processes
 * @param pullSecrets the names of Secrets with which registries are asked for the images
 */
public record PodTemplate(
        Map<String, String> labels,
        Map<String, String> annotations,
        List<Container> initContainers,
        List<Container> containers,
        List<Volume> volumes,
        Restart restart,
        Duration terminationGrace,
        PodSecurity security,
        Optional<String> hostname,
        Map<String, String> hosts,
        boolean sharesProcesses,
        List<String> pullSecrets) {
    /** When the containers are started again after they ended. */
    public enum Restart {
        ALWAYS,
        ON_FAILURE,
        NEVER
    }

    public PodTemplate {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        initContainers = List.copyOf(initContainers);
        containers = List.copyOf(containers);
        volumes = List.copyOf(volumes);
        hosts = Map.copyOf(hosts);
        pullSecrets = List.copyOf(pullSecrets);
    }

    public Optional<Volume> volume(String name) {
        return volumes.stream().filter(volume -> volume.name().equals(name)).findFirst();
    }

    public Stream<Container> allContainers() {
        return Stream.concat(initContainers.stream(), containers.stream());
    }

    /** Those that stay up: the sidecars among the init containers, and the others. */
    public Stream<Container> lastingContainers() {
        return Stream.concat(initContainers.stream().filter(Container::sidecar), containers.stream());
    }

    /** Whether a container mounts a claim that it may write to. */
    public boolean writesToClaim() {
        return allContainers()
                .flatMap(container -> container.mounts().stream())
                .filter(mount -> !mount.readOnly())
                .flatMap(mount -> volume(mount.volume()).stream())
                .anyMatch(volume -> volume.source() instanceof Volume.ClaimSource claim && !claim.readOnly());
    }
}
