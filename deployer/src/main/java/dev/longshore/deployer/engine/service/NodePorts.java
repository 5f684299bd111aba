package dev.longshore.deployer.engine.service;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.plan.Labels;
import dev.longshore.deployer.engine.plan.ProxyPlan;
import dev.longshore.deployer.engine.plan.ServicePlan;
import dev.longshore.engine.ContainerState;
import dev.longshore.engine.Containers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Chooses the machine's ports at which Services are offered. A Service keeps its port as long as it has a proxy; one that
 * lost its proxy gets the same again when it is free.
 */
public final class NodePorts {
    /** Only programs of the machine itself reach it. */
    public static final String ADDRESS = "127.0.0.1";

    private static final int FIRST = 30_000;
    private static final int COUNT = 2768;

    private final Containers containers;

    NodePorts(Containers containers) {
        this.containers = containers;
    }

    /**
     * The Service's port → the machine's, for those that are offered.
     *
     * @param present the proxies that the Service has
     * @throws RolloutException when one that is asked for is taken; the message says by whom
     */
    Map<Integer, Integer> of(ServicePlan service, Collection<Proxy> present) {
        if (service.proxy().nodePorts().isEmpty()) {
            return Map.of();
        }
        Map<Integer, Integer> own = new HashMap<>();
        present.forEach(proxy -> own.putAll(proxy.nodePorts()));
        Map<Integer, String> others = others(present);
        Map<Integer, Integer> ports = new TreeMap<>();
        for (ProxyPlan.NodePort port : service.proxy().nodePorts()) {
            int chosen = port.wanted().isPresent()
                    ? wanted(service, port.wanted().getAsInt(), own, others)
                    : Optional.ofNullable(own.get(port.servicePort()))
                            .orElseGet(() -> free(service.proxy(), port.servicePort(), others));
            others.put(chosen, owner(service.proxy()));
            ports.put(port.servicePort(), chosen);
        }
        return ports;
    }

    private static int wanted(ServicePlan service, int wanted, Map<Integer, Integer> own, Map<Integer, String> others) {
        Optional<String> owner = Optional.ofNullable(others.get(wanted))
                .or(() -> own.containsValue(wanted) || isFree(wanted)
                        ? Optional.empty()
                        : Optional.of("another program on this machine"));
        if (owner.isPresent()) {
            throw new RolloutException(service.service().position() + ": Service \""
                    + service.service().key().name() + "\" asks for nodePort " + wanted + ", which " + owner.get()
                    + " has; ask for another, or leave nodePort out to be given a free one");
        }
        return wanted;
    }

    private static int free(ProxyPlan proxy, int servicePort, Map<Integer, String> others) {
        int start = Math.floorMod((owner(proxy) + ":" + servicePort).hashCode(), COUNT);
        return IntStream.range(0, COUNT)
                .map(offset -> FIRST + (start + offset) % COUNT)
                .filter(port -> !others.containsKey(port) && isFree(port))
                .findFirst()
                .orElseThrow(() -> new RolloutException("none of the machine's ports from " + FIRST + " to "
                        + (FIRST + COUNT - 1) + " is free for service " + proxy.title()));
    }

    /** The machine's port → the Service that has it, those of stopped proxies included. */
    private Map<Integer, String> others(Collection<Proxy> present) {
        Map<Integer, String> owners = new HashMap<>();
        for (ContainerState state : containers.list(Map.of())) {
            if (present.stream().noneMatch(proxy -> proxy.id().equals(state.id()))) {
                Labels.nodePorts(state.labels())
                        .values()
                        .forEach(port -> owners.put(
                                port,
                                "service " + state.labels().get(Labels.SERVICE) + " of "
                                        + state.labels().get(Labels.ENVIRONMENT)));
            }
        }
        return owners;
    }

    private static String owner(ProxyPlan proxy) {
        return "service " + proxy.service() + " of " + proxy.environment().value();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
