package dev.longshore.deployer.engine;

import dev.longshore.engine.ContainerSpec;
import dev.longshore.engine.Containers;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Makes and ends the containers of replicas. */
final class Replicas {
    private static final Duration MAX_GRACE = Duration.ofSeconds(30);

    private final Containers containers;

    Replicas(Containers containers) {
        this.containers = containers;
    }

    /** Makes a replica's container without starting it; returns its id. */
    String create(
            EnvironmentName environment,
            WorkloadPlan plan,
            int index,
            Map<Namespace, String> addresses,
            Set<String> names) {
        Map<String, String> labels = new TreeMap<>(Labels.of(environment));
        labels.put(Labels.NAMESPACE, plan.namespace().value());
        labels.put(Labels.WORKLOAD, plan.key().name());
        labels.put(Labels.SPEC, plan.spec());
        labels.put(Labels.REPLICA, Integer.toString(index));
        labels.put(Labels.GRACE, Long.toString(grace(plan).toSeconds()));
        addresses.forEach((namespace, address) -> labels.put(Labels.address(namespace), address));
        return containers.create(new ContainerSpec(
                ContainerNames.ofReplica(environment, plan, index, names),
                plan.imageId(),
                new ContainerSpec.Program(
                        plan.entrypoint(),
                        plan.command(),
                        plan.container().workingDirectory(),
                        Optional.empty(),
                        List.of(),
                        plan.environment()),
                labels,
                new ContainerSpec.Attached(
                        Attachments.of(environment, plan.namespace(), addresses, plan.aliases()),
                        Optional.empty(),
                        Map.of(),
                        List.of()),
                plan.mounts(),
                new ContainerSpec.Limits(
                        plan.container().limits().memoryBytes(),
                        plan.container().limits().cpus()),
                ContainerSpec.Restart.ALWAYS,
                ContainerSpec.Hardening.DEFAULT));
    }

    void start(String id) {
        containers.start(id);
    }

    void remove(Replica replica) {
        containers.remove(replica.id());
    }

    /** Asks replicas to end, all at the same time, and returns when they have. */
    void stop(Collection<Replica> replicas, Function<Replica, Duration> grace) throws InterruptedException {
        try (TaskGroup stops = new TaskGroup()) {
            replicas.forEach(replica -> stops.submit(() -> containers.stop(replica.id(), grace.apply(replica))));
            stops.await();
        }
    }

    void stopAndRemove(Collection<Replica> replicas, Function<Replica, Duration> grace) throws InterruptedException {
        try (TaskGroup removals = new TaskGroup()) {
            replicas.forEach(replica -> removals.submit(() -> {
                containers.stop(replica.id(), grace.apply(replica));
                containers.remove(replica.id());
            }));
            removals.await();
        }
    }

    private static Duration grace(WorkloadPlan plan) {
        Duration grace = plan.workload().template().terminationGrace();
        return grace.compareTo(MAX_GRACE) < 0 ? grace : MAX_GRACE;
    }
}
