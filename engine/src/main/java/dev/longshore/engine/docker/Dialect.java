package dev.longshore.engine.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.longshore.engine.Engine;
import dev.longshore.engine.EngineException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which of the two kinds of engines is asked, and what has to be put differently to each. It is asked every time: another
 * engine may answer at the same address later.
 */
final class Dialect {
    /** A header of Podman's answers. */
    private static final String PODMAN_HEADER = "Libpod-API-Version";

    /** Most machines' pages; where they are larger, so is the limit. */
    private static final long PAGE_BYTES = 4096;

    private final DockerConnection connection;

    Dialect(DockerConnection connection) {
        this.connection = connection;
    }

    Engine.Kind kind() {
        Request ping =
                Request.builder().method(Request.Method.GET).path("/_ping").build();
        return connection.call("tell its kind", () -> {
            try (DockerHttpClient.Response response = connection.open("tell its kind", ping)) {
                response.getBody().readAllBytes();
                return response.getHeaders().keySet().stream().anyMatch(PODMAN_HEADER::equalsIgnoreCase)
                        ? Engine.Kind.PODMAN
                        : Engine.Kind.DOCKER;
            } catch (IOException e) {
                throw connection.failure("tell its kind", e);
            }
        });
    }

    boolean isPodman() {
        return kind() == Engine.Kind.PODMAN;
    }

    /** The mount option that limits a file system in memory. Podman takes "size" for a quota of the disk. */
    String memoryLimit(long bytes) {
        return isPodman() ? "nr_blocks=" + Math.max(1, (bytes + PAGE_BYTES - 1) / PAGE_BYTES) : "size=" + bytes;
    }

    /**
     * Names the network that a build's steps run in. Podman overhears Docker's word for it, and runs them in the machine's
     * own.
     *
     * @param network empty for the engine's usual one
     */
    void buildIn(String network, RequestPath path) {
        if (!network.isEmpty()) {
            path.with("networkmode", network);
        }
        path.with("nsoptions", encode(List.of(Map.of("Name", "network", "Host", false, "Path", network))));
    }

    /**
     * The hardware address that Docker gives to who has an IPv4 address. Podman gives another one each time, which those who
     * have spoken with an earlier container at the address don't learn for seconds.
     */
    static String hardwareAddress(String address) {
        StringBuilder hardware = new StringBuilder("02:42");
        for (String part : address.split("\\.", -1)) {
            hardware.append(String.format(Locale.ROOT, ":%02x", Integer.parseInt(part)));
        }
        return hardware.toString();
    }

    private String encode(Object value) {
        try {
            return connection.json().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new EngineException("options that JSON can't express", e);
        }
    }
}
