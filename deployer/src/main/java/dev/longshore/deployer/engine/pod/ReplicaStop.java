package dev.longshore.deployer.engine.pod;

import dev.longshore.deployer.engine.concurrent.TaskGroup;
import dev.longshore.deployer.engine.plan.Labels;
import dev.longshore.deployer.engine.plan.Role;
import dev.longshore.engine.Containers;
import dev.longshore.project.manifest.Container;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends pods: what is to be done before, then the containers, those first that others stand beside. */
public final class ReplicaStop {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaStop.class);

    private final Containers containers;
    private final Replicas replicas;
    private final HookRunner hooks;

    public ReplicaStop(Containers containers, Replicas replicas, HookRunner hooks) {
        this.containers = containers;
        this.replicas = replicas;
        this.hooks = hooks;
    }

    /** Asks pods to end, all at the same time, and returns when they have. */
    public void stop(Collection<Replica> stopped, Function<Replica, Duration> grace) throws InterruptedException {
        try (TaskGroup stops = new TaskGroup()) {
            stopped.forEach(replica -> stops.submit(() -> stop(replica, grace.apply(replica))));
            stops.await();
        }
    }

    public void stopAndRemove(Collection<Replica> removed, Function<Replica, Duration> grace)
            throws InterruptedException {
        try (TaskGroup removals = new TaskGroup()) {
            removed.forEach(replica -> removals.submit(() -> {
                stop(replica, grace.apply(replica));
                replicas.remove(replica);
            }));
            removals.await();
        }
    }

    private void stop(Replica replica, Duration grace) throws InterruptedException {
        long end = System.nanoTime() + grace.toNanos();
        stopAll(replica, Role.MAIN, end);
        stopAll(replica, Role.SIDECAR, end);
        stopAll(replica, Role.INIT, end);
        replica.members().stream()
                .filter(member -> member.role() == Role.SANDBOX)
                .forEach(member -> containers.stop(member.id(), Duration.ZERO));
    }

    private void stopAll(Replica replica, Role role, long end) throws InterruptedException {
        List<Member> members = replica.members().stream()
                .filter(member -> member.role() == role)
                .toList();
        if (members.size() == 1) {
            stop(replica, members.get(0), end);
            return;
        }
        try (TaskGroup stops = new TaskGroup()) {
            members.forEach(member -> stops.submit(() -> stop(replica, member, end)));
            stops.await();
        }
    }

    /** The hook's time is part of the grace, as in Kubernetes. */
    private void stop(Replica replica, Member member, long end) throws InterruptedException {
        Optional<String> hook = Optional.ofNullable(member.state().labels().get(Labels.BEFORE_STOP));
        if (hook.isPresent() && member.isRunning()) {
            Optional<String> failure = runHook(hook.get(), replica, member, end);
            failure.ifPresent(
                    reason -> LOG.info("{}: preStop: {}", member.state().name(), reason));
        }
        containers.stop(member.id(), left(end));
    }

    private Optional<String> runHook(String text, Replica replica, Member member, long end)
            throws InterruptedException {
        Optional<Container.Hook> hook = StopHook.read(text);
        return hook.isPresent() && left(end).compareTo(Duration.ZERO) > 0
                ? hooks.run(hook.get(), member, replica.address(), HookRunner.port(hook.get()), left(end))
                : Optional.empty();
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
}
