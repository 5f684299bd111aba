package dev.longshore.deployer.engine.pod;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.plan.ContainerPlan;
import dev.longshore.deployer.engine.plan.PodPlan;
import dev.longshore.deployer.engine.plan.Role;
import dev.longshore.engine.Containers;
import dev.longshore.project.manifest.Container;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Starts the containers of a pod in their order. Each call does what can be done at that moment, so that nobody has to wait
 * for an init container who doesn't want to.
 */
public final class PodStart {
    private static final Duration HOOK_LIMIT = Duration.ofMinutes(1);

    private final Containers containers;
    private final Replicas replicas;
    private final HookRunner hooks;

    public PodStart(Containers containers, Replicas replicas, HookRunner hooks) {
        this.containers = containers;
        this.replicas = replicas;
        this.hooks = hooks;
    }

    /** Returns whether all of the pod's containers have been started. */
    public boolean advance(Replica replica, PodPlan plan) throws InterruptedException {
        if (!plan.hasSandbox()) {
            ContainerPlan only = plan.containers().get(0);
            if (!isStarted(replica.holder(), only)) {
                start(replica, replica.holder(), only);
            }
            return true;
        }
        if (!replica.holder().isActive()) {
            containers.start(replica.id());
            return false;
        }
        if (endOutlived(replica)) {
            return false;
        }
        for (ContainerPlan container : plan.containers()) {
            Optional<Member> member = replica.member(container.name());
            if (member.isEmpty()) {
                String id = replicas.create(replica, plan, container);
                start(
                        replica,
                        new Member(containers.find(id).orElseThrow(), container.name(), container.role()),
                        container);
            } else if (isOutlived(replica, member.get()) || !isStarted(member.get(), container)) {
                start(replica, member.get(), container);
            }
            boolean isInitialised = container.role() != Role.INIT
                    || member.filter(Member::hasSucceeded)
                            .filter(init -> !isOutlived(replica, init))
                            .isPresent();
            if (!isInitialised) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is nothing to do for the pod but to wait. */
    public static boolean isSound(Replica replica, PodPlan plan) {
        if (!plan.hasSandbox()) {
            return isStarted(replica.holder(), plan.containers().get(0));
        }
        boolean isInitialised = plan.containers().stream()
                .filter(container -> container.role() == Role.INIT)
                .allMatch(container -> replica.member(container.name())
                        .filter(Member::hasSucceeded)
                        .isPresent());
        return replica.holder().isActive()
                && replica.members().stream().noneMatch(member -> isOutlived(replica, member))
                && isInitialised
                && plan.lasting().stream()
                        .allMatch(container -> replica.member(container.name())
                                .filter(member -> isStarted(member, container))
                                .isPresent());
    }

    private static boolean isStarted(Member member, ContainerPlan plan) {
        return switch (plan.restart()) {
            case ALWAYS -> member.isActive();
            // What runs to its end isn't started again by us, but an init container has to succeed.
            case ON_FAILURE, NEVER ->
                member.isActive()
                        || member.hasSucceeded()
                        || (plan.role() == Role.MAIN
                                && member.state().exitCode().isPresent());
        };
    }

    /** A sandbox that was started anew has a new network, which containers that run on don't have, and empty scratch space. */
    private static boolean isOutlived(Replica replica, Member member) {
        Optional<Instant> holder = replica.holder().state().startedAt();
        Optional<Instant> own = member.state().startedAt();
        return member.role() != Role.SANDBOX
                && holder.isPresent()
                && own.isPresent()
                && own.get().isBefore(holder.get());
    }

    private boolean endOutlived(Replica replica) {
        List<Member> outlived = replica.members().stream()
                .filter(member -> member.isActive() && isOutlived(replica, member))
                .toList();
        outlived.forEach(member -> containers.stop(member.id(), replica.grace()));
        return !outlived.isEmpty();
    }

    private void start(Replica replica, Member member, ContainerPlan plan) throws InterruptedException {
        containers.start(member.id());
        Optional<Container.Hook> hook = plan.container().lifecycle().afterStart();
        if (hook.isPresent()) {
            OptionalInt port = hook.get() instanceof Container.HttpHook http
                    ? plan.container().resolve(http.request().port())
                    : OptionalInt.empty();
            Optional<String> failure = hooks.run(hook.get(), member, replica.address(), port, HOOK_LIMIT);
            if (failure.isPresent()) {
                containers.stop(member.id(), replica.grace());
                throw new RolloutException("the postStart hook of container " + plan.name() + " in " + replica.pod()
                        + " failed: " + failure.get());
            }
        }
    }
}
