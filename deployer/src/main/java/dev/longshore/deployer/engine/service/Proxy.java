package dev.longshore.deployer.engine.service;

import dev.longshore.deployer.engine.plan.ClusterPlan;
import dev.longshore.deployer.engine.plan.Labels;
import dev.longshore.deployer.engine.plan.ProxyPlan;
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
public record Proxy(
        ContainerState state, Namespace namespace, String service, String spec, Map<Namespace, String> addresses) {
    public static Optional<Proxy> of(ContainerState state) {
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

    public boolean belongsTo(ProxyPlan plan) {
        return namespace == plan.namespace() && service.equals(plan.service());
    }

    public boolean isWantedBy(ClusterPlan plan) {
        return plan.services().stream().anyMatch(service -> belongsTo(service.proxy()) && spec.equals(service.spec()));
    }

    /** The Service's port → the port of the machine's loopback address. */
    public Map<Integer, Integer> nodePorts() {
        return Labels.nodePorts(state.labels());
    }

    public boolean isRunning() {
        return state.isRunning();
    }
}
