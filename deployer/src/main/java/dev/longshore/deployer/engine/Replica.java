package dev.longshore.deployer.engine;

import dev.longshore.engine.ContainerState;
import dev.longshore.project.name.Namespace;
import java.time.Duration;
import java.util.Optional;

/**
 * A container that is one replica of a workload.
 *
 * @param index from 0
 * @param address its fixed address in its namespace's network, also while it is stopped
 */
record Replica(ContainerState state, Namespace namespace, String workload, String spec, int index, String address) {
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

    static Optional<Replica> of(ContainerState state) {
        String workload = state.labels().get(Labels.WORKLOAD);
        String index = state.labels().getOrDefault(Labels.REPLICA, "");
        Optional<Namespace> namespace = Namespace.of(state.labels().getOrDefault(Labels.NAMESPACE, ""));
        if (workload == null || namespace.isEmpty() || !index.matches("[0-9]{1,6}")) {
            return Optional.empty();
        }
        return Optional.of(new Replica(
                state,
                namespace.get(),
                workload,
                state.labels().getOrDefault(Labels.SPEC, ""),
                Integer.parseInt(index),
                state.labels().getOrDefault(Labels.address(namespace.get()), "")));
    }

    String id() {
        return state.id();
    }

    boolean isRunning() {
        return state.isRunning();
    }

    /** Whether it runs or will by itself, so that nobody else may open what it has open. */
    boolean isActive() {
        return isRunning()
                || state.status() == ContainerState.Status.RESTARTING
                || state.status() == ContainerState.Status.PAUSED;
    }

    /** Whether this is one of the workload's, of any generation. */
    boolean belongsTo(WorkloadPlan plan) {
        return namespace == plan.namespace() && workload.equals(plan.key().name());
    }

    /** Whether this is as the plan wants it. */
    boolean matches(WorkloadPlan plan) {
        return belongsTo(plan) && spec.equals(plan.spec()) && index < plan.replicas();
    }

    /** How long it may take to end. */
    Duration grace() {
        String seconds = state.labels().getOrDefault(Labels.GRACE, "");
        return seconds.matches("[0-9]{1,4}") ? Duration.ofSeconds(Long.parseLong(seconds)) : DEFAULT_GRACE;
    }

    /** The name for people: the container's without environment and namespace. */
    String pod() {
        return state.name().substring(state.name().lastIndexOf('.') + 1);
    }
}
