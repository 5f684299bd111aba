package dev.longshore.project.manifest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pods of a workload. */
public record PodTemplate(
        Map<String, String> labels, List<Container> containers, List<Volume> volumes, Duration terminationGrace) {
    public PodTemplate {
        labels = Map.copyOf(labels);
        containers = List.copyOf(containers);
        volumes = List.copyOf(volumes);
    }

    public Optional<Volume> volume(String name) {
        return volumes.stream().filter(volume -> volume.name().equals(name)).findFirst();
    }

    /** Whether a container mounts a claim that it may write to. */
    boolean writesToClaim() {
        return containers.stream()
                .flatMap(container -> container.mounts().stream())
                .filter(mount -> !mount.readOnly())
                .flatMap(mount -> volume(mount.volume()).stream())
                .anyMatch(volume -> volume.source() instanceof Volume.ClaimSource claim && !claim.readOnly());
    }
}
