package dev.longshore.deployer.engine;

import dev.longshore.engine.ContainerState;
import dev.longshore.project.name.Namespace;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A container that is the proxy of a Service.
 *
 * @param addresses its fixed address in each network
 */
record Proxy(ContainerState state, Namespace namespace, String service, String spec, Map<Namespace, String> addresses) {
    static Optional<Proxy> of(ContainerState state) {
        String service = state.labels().get(Labels.SERVICE);
        Optional<Namespace> namespace = Namespace.of(state.labels().getOrDefault(Labels.NAMESPACE, ""));
        if (service == null || namespace.isEmpty()) {
            return Optional.empty();
        }
        Map<Namespace, String> addresses = new EnumMap<>(Namespace.class);
        for (Namespace network : Namespace.values()) {
            Optional.ofNullable(state.labels().get(Labels.address(network)))
                    .ifPresent(address -> addresses.put(network, address));
        }
        return Optional.of(
                new Proxy(state, namespace.get(), service, state.labels().getOrDefault(Labels.SPEC, ""), addresses));
    }

    String id() {
        return state.id();
    }

    boolean belongsTo(ProxyPlan plan) {
        return namespace == plan.namespace() && service.equals(plan.service());
    }

    /** The Service's port → the port of the machine's loopback address. */
    Map<Integer, Integer> nodePorts() {
        return Labels.nodePorts(state.labels());
    }

    boolean isRunning() {
        return state.isRunning();
    }
}
