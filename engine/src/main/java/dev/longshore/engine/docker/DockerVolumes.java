package dev.longshore.engine.docker;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.longshore.engine.Volumes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class DockerVolumes implements Volumes {
    private final DockerConnection connection;

    DockerVolumes(DockerConnection connection) {
        this.connection = connection;
    }

    @Override
    public void ensure(String name, Map<String, String> labels) {
        connection.run(
                "create volume " + name,
                () -> connection
                        .client()
                        .createVolumeCmd()
                        .withName(name)
                        .withLabels(labels)
                        .exec());
    }

    @Override
    public void ensureInMemory(String name, Map<String, String> labels, Optional<Long> sizeBytes) {
        // Open to all users of its containers, as every temporary directory.
        String options = "mode=1777" + sizeBytes.map(size -> ",size=" + size).orElse("");
        connection.run(
                "create volume " + name,
                () -> connection
                        .client()
                        .createVolumeCmd()
                        .withName(name)
                        .withLabels(labels)
                        .withDriver("local")
                        .withDriverOpts(Map.of("type", "tmpfs", "device", "tmpfs", "o", options))
                        .exec());
    }

    @Override
    public List<String> list(Map<String, String> labels) {
        List<InspectVolumeResponse> volumes = connection.call(
                "list volumes",
                () -> Optional.ofNullable(connection
                                .client()
                                .listVolumesCmd()
                                .withFilter("label", LabelFilter.of(labels))
                                .exec()
                                .getVolumes())
                        .orElse(List.of()));
        return volumes.stream().map(InspectVolumeResponse::getName).toList();
    }

    @Override
    public void remove(String name) {
        connection.run("remove volume " + name, () -> {
            try {
                connection.client().removeVolumeCmd(name).exec();
            } catch (NotFoundException e) {
                // Gone already.
            }
        });
    }
}
