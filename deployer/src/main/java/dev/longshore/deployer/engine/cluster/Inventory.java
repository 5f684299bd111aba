package dev.longshore.deployer.engine.cluster;

import dev.longshore.deployer.engine.plan.ClusterPlan;
import dev.longshore.deployer.engine.plan.Labels;
import dev.longshore.deployer.engine.plan.PodPlan;
import dev.longshore.deployer.engine.plan.ProxyPlan;
import dev.longshore.deployer.engine.plan.WorkloadPlan;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.deployer.engine.service.Proxy;
import dev.longshore.engine.ContainerState;
import dev.longshore.engine.Containers;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the engine holds of an environment at one moment, as the labels tell it. */
public record Inventory(
        List<Replica> replicas, List<Proxy> proxies, Set<String> names, List<ContainerState> containers) {
    public static Inventory take(Containers containers, EnvironmentName environment) {
        return of(containers.list(Labels.of(environment)));
    }

    /** The pods of one owner alone, of all generations, which costs the engine less when it is asked again and again. */
    public static Inventory of(Containers containers, PodPlan plan) {
        return of(containers.list(Map.of(
                Labels.ENVIRONMENT, plan.environment().value(),
                Labels.NAMESPACE, plan.owner().namespace().value(),
                Labels.WORKLOAD, plan.owner().name())));
    }

    private static Inventory of(List<ContainerState> states) {
        return new Inventory(
                pods(states).values().stream()
                        .map(Replica::of)
                        .flatMap(Optional::stream)
                        .sorted(Comparator.comparingInt(Replica::index))
                        .toList(),
                states.stream().map(Proxy::of).flatMap(Optional::stream).toList(),
                states.stream().map(ContainerState::name).collect(Collectors.toUnmodifiableSet()),
                states);
    }

    private static Map<String, List<ContainerState>> pods(List<ContainerState> states) {
        Map<String, List<ContainerState>> pods = new LinkedHashMap<>();
        for (ContainerState state : states) {
            Replica.pod(state)
                    .ifPresent(pod ->
                            pods.computeIfAbsent(pod, any -> new ArrayList<>()).add(state));
        }
        return pods;
    }

    /** The replicas that are as the plan wants them, running or not. */
    public List<Replica> matching(WorkloadPlan plan) {
        return replicas.stream().filter(replica -> replica.matches(plan)).toList();
    }

    /** The pods that are made as the plan wants them, running or not. */
    public List<Replica> matching(PodPlan plan) {
        return replicas.stream().filter(replica -> replica.matches(plan)).toList();
    }

    public Optional<Replica> replica(PodPlan plan, int index) {
        return matching(plan).stream()
                .filter(replica -> replica.index() == index)
                .findFirst();
    }

    public Optional<Replica> replica(String id) {
        return replicas.stream().filter(replica -> replica.id().equals(id)).findFirst();
    }

    /** Those of the plan's workload that aren't as the plan wants them. */
    public List<Replica> outdated(WorkloadPlan plan) {
        return replicas.stream()
                .filter(replica -> replica.belongsTo(plan) && !replica.matches(plan))
                .toList();
    }

    /** Those that the plan doesn't want, whatever they belong to. */
    public List<Replica> unwanted(ClusterPlan plan) {
        return replicas.stream().filter(replica -> !replica.isWantedBy(plan)).toList();
    }

    public Optional<Proxy> proxy(ProxyPlan plan, String spec) {
        return proxies.stream()
                .filter(proxy -> proxy.belongsTo(plan) && proxy.spec().equals(spec))
                .findFirst();
    }

    public List<Proxy> proxies(ProxyPlan plan) {
        return proxies.stream().filter(proxy -> proxy.belongsTo(plan)).toList();
    }

    /** The fixed addresses in a namespace's network, those of stopped containers included. */
    Set<String> addresses(Namespace namespace) {
        return containers.stream()
                .map(state -> state.labels().get(Labels.address(namespace)))
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }
}
