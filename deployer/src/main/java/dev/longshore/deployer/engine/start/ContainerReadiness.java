package dev.longshore.deployer.engine.start;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.cluster.ClusterTools;
import dev.longshore.deployer.engine.plan.ContainerPlan;
import dev.longshore.deployer.engine.plan.ReadinessRule;
import dev.longshore.deployer.engine.plan.Role;
import dev.longshore.deployer.engine.plan.WorkloadPlan;
import dev.longshore.deployer.engine.pod.Endings;
import dev.longshore.deployer.engine.pod.Member;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.deployer.engine.probe.ProbeAnswer;
import dev.longshore.engine.ContainerState;
import dev.longshore.project.manifest.Probe;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Watches one container of a replica until it is ready, by its rule; an init container until it has succeeded. */
public final class ContainerReadiness {
    /** How long a container that offers nothing to ask must stay up. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private static final int MAX_RESTARTS = 3;

    private final ClusterTools tools;
    private final WorkloadPlan plan;
    private final ContainerPlan container;
    private final ReadinessRule.OfContainer rule;
    private final StartGroup group;
    private volatile String detail = "";
    private volatile boolean ended;

    private int restarts;
    private int forgiven;
    private int helpers;
    private Instant upSince;
    private boolean started;
    private int successes;

    /** What the last question found: other containers of the replica are asked at other times. */
    private boolean ready;

    private Instant nextQuestion;

    ContainerReadiness(
            ClusterTools tools, WorkloadPlan plan, ContainerPlan container, StartGroup group, Member member) {
        this.tools = tools;
        this.plan = plan;
        this.container = container;
        this.group = group;
        this.rule = container.role() == Role.INIT
                ? new ReadinessRule.OfContainer(container.name(), Optional.empty(), Optional.empty(), List.of())
                : plan.readiness().of(container.name());
        this.restarts = member.state().restarts();
        this.forgiven = restarts;
        this.helpers = group.readyCount();
        this.upSince = clock().instant();
        this.nextQuestion = upSince;
        this.started = rule.startup().isEmpty();
        begin();
    }

    public String container() {
        return container.name();
    }

    /** What keeps the container from being ready, for a person; empty when nothing is known yet. */
    String detail() {
        return detail.isEmpty() || plan.pod().containers().size() == 1
                ? detail
                : (container.role() == Role.INIT ? "init container " : "container ") + container.name() + ": " + detail;
    }

    /** Whether {@link #detail} tells how the container ended, and not what it answers while it runs. */
    public boolean hasEnded() {
        return ended;
    }

    /** @throws RolloutException when the container doesn't stay up */
    boolean isReady(Member member, Replica replica) {
        if (container.role() == Role.INIT) {
            if (!member.hasSucceeded()) {
                observe(member.state());
            }
            return member.hasSucceeded();
        }
        observe(member.state());
        if (!member.isRunning()) {
            ready = false;
        } else if (!clock().instant().isBefore(nextQuestion)) {
            ready = question(member, replica);
        }
        return ready;
    }

    private boolean question(Member member, Replica replica) {
        if (!started && rule.startup().isPresent()) {
            started = ask(rule.startup().get(), "startup", member, replica);
            successes = 0;
            return false;
        }
        if (rule.readiness().isPresent()) {
            Probe readiness = rule.readiness().get();
            successes = ask(readiness, "readiness", member, replica) ? successes + 1 : 0;
            return successes >= readiness.successThreshold();
        }
        if (!rule.ports().isEmpty()) {
            return note(tools.prober().connect(rule.ports(), replica.address()), "");
        }
        return Duration.between(upSince, clock().instant()).compareTo(SETTLING) >= 0;
    }

    private boolean ask(Probe probe, String name, Member member, Replica replica) {
        ProbeAnswer answer = tools.prober().ask(probe, container.container(), member, replica.address());
        nextQuestion = clock().instant().plus(probe.period());
        return note(answer, name + " probe ");
    }

    private boolean note(ProbeAnswer answer, String prefix) {
        ended = false;
        detail = answer.passed() ? "" : prefix + answer.detail();
        return answer.passed();
    }

    /** A restart starts everything from the beginning, the probe's initial delay included. */
    private void observe(ContainerState state) {
        if (state.restarts() != restarts) {
            restarts = state.restarts();
            started = rule.startup().isEmpty();
            begin();
        }
        if (group.readyCount() != helpers) {
            helpers = group.readyCount();
            forgiven = restarts;
            group.starting(plan.key());
        }
        boolean down = state.status() == ContainerState.Status.EXITED || state.status() == ContainerState.Status.DEAD;
        if (restarts > forgiven || down) {
            ended = true;
            detail = Endings.describe(state);
        }
        // While it runs again nobody knows how it will end, nor how it ended before.
        boolean givesUp =
                down || (restarts - forgiven >= MAX_RESTARTS && state.exitCode().isPresent());
        if (givesUp && !group.mayStillBeHelped(plan.key())) {
            throw new RolloutException(
                    plan.title() + " never became ready. " + Endings.sentence(state, container, plan.pod()));
        }
    }

    private void begin() {
        upSince = clock().instant();
        successes = 0;
        ready = false;
        Duration delay = (started ? rule.readiness() : rule.startup())
                .map(Probe::initialDelay)
                .orElse(Duration.ZERO);
        nextQuestion = upSince.plus(delay);
    }

    private Clock clock() {
        return tools.settings().clock();
    }
}
