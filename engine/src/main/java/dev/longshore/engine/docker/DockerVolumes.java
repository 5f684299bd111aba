package dev.longshore.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.EngineUnavailableException;
import dev.longshore.engine.Volumes;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class DockerVolumes implements Volumes {
    /** How the engine says that it doesn't know a size. */
    private static final long UNKNOWN = -1;

    private static final int MAX_MEASUREMENTS = 3;

    private final DockerConnection connection;
    private final Dialect dialect;

    DockerVolumes(DockerConnection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
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
        String options = "mode=1777"
                + sizeBytes.map(size -> "," + dialect.memoryLimit(size)).orElse("");
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
        return inspect(labels).stream().map(InspectVolumeResponse::getName).toList();
    }

    @Override
    public List<Volume> describe(Map<String, String> labels) {
        return inspect(labels).stream().map(DockerVolumes::volume).toList();
    }

    /** Podman looks at all images and containers as well, and fails when one of them is removed meanwhile. */
    @Override
    public Map<String, Long> sizes() {
        for (int measurement = 0; measurement < MAX_MEASUREMENTS; measurement++) {
            try {
                return measure();
            } catch (EngineException e) {
                if (e instanceof EngineUnavailableException || !dialect.isPodman()) {
                    throw e;
                }
            }
        }
        return Map.of();
    }

    private Map<String, Long> measure() {
        String action = "measure volumes";
        // Engines that don't know the type tell more than was asked for.
        Request get = Request.builder()
                .method(Request.Method.GET)
                .path(new RequestPath("/system/df").with("type", "volume").toString())
                .build();
        Map<String, Long> sizes = new HashMap<>();
        connection.stream(action, () -> {
            try (DockerHttpClient.Response response = connection.open(action, get)) {
                for (JsonNode volume :
                        connection.json().readTree(response.getBody()).path("Volumes")) {
                    long size = volume.path("UsageData").path("Size").asLong(UNKNOWN);
                    if (size != UNKNOWN) {
                        sizes.put(volume.path("Name").asText(), size);
                    }
                }
            } catch (IOException e) {
                throw connection.failure(action, e);
            }
        });
        return sizes;
    }

    private List<InspectVolumeResponse> inspect(Map<String, String> labels) {
        List<InspectVolumeResponse> volumes = connection.call(
                "list volumes",
                () -> Optional.ofNullable(connection
                                .client()
                                .listVolumesCmd()
                                .withFilter("label", LabelFilter.of(labels))
                                .exec()
                                .getVolumes())
                        .orElse(List.of()));
        // Podman lists those that carry any of the labels.
        return volumes.stream()
                .filter(volume -> volume(volume).labels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    private static Volume volume(InspectVolumeResponse volume) {
        return new Volume(
                volume.getName(),
                Optional.ofNullable(volume.getLabels())
                        .<Map<String, String>>map(Map::copyOf)
                        .orElse(Map.of()));
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
