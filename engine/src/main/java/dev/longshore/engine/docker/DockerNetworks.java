package dev.longshore.engine.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network.Ipam;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.Networks;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

final class DockerNetworks implements Networks {
    private static final String BRIDGE_PREFIX = "lsh-";
    /** As many characters as the name of an interface may have. */
    private static final int BRIDGE_LENGTH = 15;

    private final DockerConnection connection;
    private final Dialect dialect;
    private final PodmanNetworks podman;

    DockerNetworks(DockerConnection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
        this.podman = new PodmanNetworks(connection);
    }

    @Override
    public Optional<Network> find(String name) {
        if (dialect.isPodman()) {
            return podman.list().stream()
                    .filter(network -> network.name().equals(name))
                    .findFirst();
        }
        // The engine's filter takes parts of names, and an inspection would take an id for a name.
        return connection
                .call(
                        "look up network " + name,
                        () -> connection
                                .client()
                                .listNetworksCmd()
                                .withNameFilter(name)
                                .exec())
                .stream()
                .filter(network -> network.getName().equals(name))
                .findFirst()
                .map(DockerNetworks::network);
    }

    @Override
    public Network create(String name, String subnet, Map<String, String> labels) {
        connection.run("create network " + name, () -> {
            try {
                connection
                        .client()
                        .createNetworkCmd()
                        .withName(name)
                        .withDriver("bridge")
                        .withOptions(Map.of("com.docker.network.bridge.name", bridge(name, subnet)))
                        .withCheckDuplicate(true)
                        .withIpam(new Ipam().withConfig(new Ipam.Config().withSubnet(subnet)))
                        .withLabels(labels)
                        .exec();
            } catch (DockerException e) {
                throw overlap(name, subnet, e);
            }
        });
        return find(name).orElseThrow(() -> new EngineException("network " + name + " was removed while it was made"));
    }

    /**
     * The same for the same network. Engines that share a machine have the same networks, for building, in other ranges: with
     * one bridge for both, one engine would remove the other's.
     */
    private static String bridge(String network, String subnet) {
        String digits = UUID.nameUUIDFromBytes((network + " " + subnet).getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        return BRIDGE_PREFIX + digits.substring(0, BRIDGE_LENGTH - BRIDGE_PREFIX.length());
    }

    private static RuntimeException overlap(String name, String subnet, DockerException failure) {
        return EngineFailure.reason(failure).contains("overlaps")
                ? new EngineException(
                        "the engine can't create network " + name + ": another network uses addresses of " + subnet,
                        failure)
                : failure;
    }

    @Override
    public List<Network> list(Map<String, String> labels) {
        if (dialect.isPodman()) {
            return podman.list().stream()
                    .filter(network -> network.labels().entrySet().containsAll(labels.entrySet()))
                    .toList();
        }
        return connection
                .call(
                        "list networks",
                        () -> connection
                                .client()
                                .listNetworksCmd()
                                .withFilter("label", LabelFilter.of(labels))
                                .exec())
                .stream()
                .map(DockerNetworks::network)
                .toList();
    }

    @Override
    public void remove(String name) {
        connection.run("remove network " + name, () -> {
            try {
                connection.client().removeNetworkCmd(name).exec();
            } catch (NotFoundException e) {
                // Gone already.
            }
        });
    }

    private static Network network(com.github.dockerjava.api.model.Network network) {
        List<String> subnets = Optional.ofNullable(network.getIpam()).map(Ipam::getConfig).orElse(List.of()).stream()
                .map(Ipam.Config::getSubnet)
                .filter(Objects::nonNull)
                .toList();
        Map<String, String> labels =
                Optional.ofNullable(network.getLabels()).map(Map::copyOf).orElse(Map.of());
        return new Network(network.getId(), network.getName(), subnets, labels);
    }
}
