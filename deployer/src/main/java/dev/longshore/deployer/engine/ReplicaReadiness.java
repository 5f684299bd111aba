package dev.longshore.deployer.engine;

import dev.longshore.engine.ContainerState;
import dev.longshore.project.manifest.Probe;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Waits until one replica is ready, by the rule of its workload. */
final class ReplicaReadiness {
    /** How long a replica that offers nothing to ask must stay up. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private static final int MAX_RESTARTS = 3;

    private final ClusterTools tools;
    private final WorkloadPlan plan;
    private final StartGroup group;
    private final String id;
    private volatile String detail = "";
    private volatile boolean ended;

    private int restarts;
    private int forgiven;
    private int helpers;
    private Instant upSince;
    private boolean started;
    private int successes;
    private Instant nextQuestion;

    ReplicaReadiness(ClusterTools tools, WorkloadPlan plan, StartGroup group, Replica replica) {
        this.tools = tools;
        this.plan = plan;
        this.group = group;
        this.id = replica.id();
        this.restarts = replica.state().restarts();
        this.forgiven = restarts;
        this.helpers = group.readyCount();
        this.upSince = clock().instant();
        this.nextQuestion = upSince;
        this.started = plan.readiness().startup().isEmpty();
        begin();
    }

    String id() {
        return id;
    }

    /** What keeps the replica from being ready, for a person; empty when nothing is known yet. */
    String detail() {
        return detail;
    }

    /** Whether {@link #detail} tells how the container ended, and not what it answers while it runs. */
    boolean hasEnded() {
        return ended;
    }

    /** @throws RolloutException when the replica doesn't stay up */
    void await() throws InterruptedException {
        while (!isReady()) {
            tools.await().pause();
        }
    }

    private boolean isReady() {
        Replica replica = tools.engine()
                .containers()
                .find(id)
                .flatMap(Replica::of)
                .orElseThrow(
                        () -> new RolloutException(plan.title() + " never became ready: its container was removed"));
        observe(replica.state());
        if (!replica.isRunning() || clock().instant().isBefore(nextQuestion)) {
            return false;
        }
        Optional<Probe> startup = plan.readiness().startup();
        if (!started && startup.isPresent()) {
            started = ask(startup.get(), "startup", replica);
            successes = 0;
            return false;
        }
        Optional<Probe> readiness = plan.readiness().readiness();
        if (readiness.isPresent()) {
            successes = ask(readiness.get(), "readiness", replica) ? successes + 1 : 0;
            return successes >= readiness.get().successThreshold();
        }
        if (!plan.readiness().ports().isEmpty()) {
            return note(tools.prober().connect(plan.readiness().ports(), replica), "");
        }
        return Duration.between(upSince, clock().instant()).compareTo(SETTLING) >= 0;
    }

    private boolean ask(Probe probe, String name, Replica replica) {
        boolean passed = note(tools.prober().ask(probe, plan.container(), replica), name + " probe ");
        nextQuestion = clock().instant().plus(probe.period());
        return passed;
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
            started = plan.readiness().startup().isEmpty();
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
            throw new RolloutException(plan.title() + " never became ready. " + Endings.sentence(state, plan));
        }
    }

    private void begin() {
        upSince = clock().instant();
        successes = 0;
        Duration delay = (started
                        ? plan.readiness().readiness()
                        : plan.readiness().startup())
                .map(Probe::initialDelay)
                .orElse(Duration.ZERO);
        nextQuestion = upSince.plus(delay);
    }

    private Clock clock() {
        return tools.settings().clock();
    }
}
