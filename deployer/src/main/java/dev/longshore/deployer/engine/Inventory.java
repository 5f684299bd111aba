package dev.longshore.deployer.engine;

import dev.longshore.engine.ContainerState;
import dev.longshore.engine.Containers;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the engine holds of an environment at one moment, as the labels tell it. */
record Inventory(List<Replica> replicas, List<Proxy> proxies, Set<String> names, List<ContainerState> containers) {
    static Inventory take(Containers containers, EnvironmentName environment) {
        List<ContainerState> states = containers.list(Labels.of(environment));
        return new Inventory(
                states.stream()
                        .map(Replica::of)
                        .flatMap(Optional::stream)
                        .sorted(Comparator.comparingInt(Replica::index))
                        .toList(),
                states.stream().map(Proxy::of).flatMap(Optional::stream).toList(),
                states.stream().map(ContainerState::name).collect(Collectors.toUnmodifiableSet()),
                states);
    }

    /** The replicas that are as the plan wants them, running or not. */
    List<Replica> matching(WorkloadPlan plan) {
        return replicas.stream().filter(replica -> replica.matches(plan)).toList();
    }

    Optional<Replica> replica(WorkloadPlan plan, int index) {
        return matching(plan).stream()
                .filter(replica -> replica.index() == index)
                .findFirst();
    }

    /** Those of the plan's workload that aren't as the plan wants them. */
    List<Replica> outdated(WorkloadPlan plan) {
        return replicas.stream()
                .filter(replica -> replica.belongsTo(plan) && !replica.matches(plan))
                .toList();
    }

    /** Those that none of the plans wants, whatever workload they belong to. */
    List<Replica> unwanted(Collection<WorkloadPlan> plans) {
        return replicas.stream()
                .filter(replica -> plans.stream().noneMatch(replica::matches))
                .toList();
    }

    Optional<Proxy> proxy(ProxyPlan plan, String spec) {
        return proxies.stream()
                .filter(proxy -> proxy.belongsTo(plan) && proxy.spec().equals(spec))
                .findFirst();
    }

    List<Proxy> proxies(ProxyPlan plan) {
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
