package dev.longshore.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.longshore.engine.Networks.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Podman's networks in its own words. Asked as Docker is, it inspects every container for each network, and fails when one
 * is removed meanwhile.
 */
final class PodmanNetworks {
    private static final String PATH = "/v4.0.0/libpod/networks/json";

    private final DockerConnection connection;

    PodmanNetworks(DockerConnection connection) {
        this.connection = connection;
    }

    List<Network> list() {
        String action = "list networks";
        Request get = Request.builder().method(Request.Method.GET).path(PATH).build();
        return connection.call(action, () -> {
            try (DockerHttpClient.Response response = connection.open(action, get)) {
                List<Network> networks = new ArrayList<>();
                connection.json().readTree(response.getBody()).forEach(network -> networks.add(network(network)));
                return networks;
            } catch (IOException e) {
                throw connection.failure(action, e);
            }
        });
    }

    private static Network network(JsonNode network) {
        List<String> subnets = new ArrayList<>();
        network.path("subnets").forEach(part -> subnets.add(part.path("subnet").asText()));
        Map<String, String> labels = new HashMap<>();
        network.path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return new Network(network.path("id").asText(), network.path("name").asText(), subnets, labels);
    }
}
