package dev.longshore.deployer.engine.status;

import dev.longshore.deployer.engine.cluster.Inventory;
import dev.longshore.deployer.engine.concurrent.TaskGroup;
import dev.longshore.deployer.engine.plan.ClusterPlan;
import dev.longshore.deployer.engine.plan.WorkloadPlan;
import dev.longshore.deployer.engine.pod.Member;
import dev.longshore.deployer.engine.pod.Prober;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.deployer.engine.probe.ProbeAnswer;
import dev.longshore.engine.ContainerState;
import dev.longshore.engine.Containers;
import dev.longshore.engine.EngineException;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Probe;
import dev.longshore.project.name.EnvironmentName;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Restarts replicas that run but fail their liveness probe as often in a row as it says. Every round asks each replica at
 * most once, so a probe's effective period is the larger of its {@code periodSeconds} and the time between two rounds. The
 * counts are kept in memory: a new server starts counting anew.
 */
public final class Liveness {
    private final Containers containers;
    private final Prober prober;
    private final Clock clock;
    private final Map<EnvironmentName, Map<String, Life>> lives = new ConcurrentHashMap<>();

    public Liveness(Containers containers, Prober prober, Clock clock) {
        this.containers = containers;
        this.prober = prober;
        this.clock = clock;
    }

    /**
     * What is known of a container since one start of it.
     *
     * @param started whether its startup probe, if any, has passed
     * @param failures how many times in a row the liveness probe failed
     */
    private record Life(Instant since, boolean started, int failures, Instant nextQuestion) {}

    /** Asks all replicas at the same time; returns a line for each restart. */
    public List<String> check(ClusterPlan plan) throws InterruptedException {
        EnvironmentName environment = plan.release().environment();
        Inventory inventory = Inventory.take(containers, environment);
        Map<String, Life> known = lives.computeIfAbsent(environment, any -> new ConcurrentHashMap<>());
        known.keySet()
                .retainAll(inventory.containers().stream()
                        .map(ContainerState::id)
                        .collect(Collectors.toUnmodifiableSet()));
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        try (TaskGroup questions = new TaskGroup()) {
            for (WorkloadPlan workload : plan.workloads()) {
                for (Replica replica : inventory.matching(workload)) {
                    for (Container container : workload.containers()) {
                        Optional<Probe> probe = container.probes().liveness();
                        Optional<Member> member =
                                replica.member(container.name()).filter(Member::isRunning);
                        if (probe.isPresent() && member.isPresent()) {
                            questions.submit(() -> check(container, probe.get(), member.get(), replica, known)
                                    .ifPresent(done::add));
                        }
                    }
                }
            }
            questions.await();
        }
        return List.copyOf(done);
    }

    public void forget(EnvironmentName environment) {
        lives.remove(environment);
    }

    private Optional<String> check(
            Container container, Probe probe, Member member, Replica replica, Map<String, Life> known) {
        Instant since = member.state().startedAt().orElse(Instant.EPOCH);
        Optional<Probe> startup = container.probes().startup();
        Life life = Optional.ofNullable(known.get(member.id()))
                .filter(earlier -> earlier.since().equals(since))
                .orElseGet(() -> new Life(since, startup.isEmpty(), 0, since));
        if (clock.instant().isBefore(life.nextQuestion())) {
            return Optional.empty();
        }
        try {
            if (!life.started() && startup.isPresent()) {
                known.put(member.id(), begin(life, startup.get(), container, member, replica));
                return Optional.empty();
            }
            if (clock.instant().isBefore(since.plus(probe.initialDelay()))) {
                return Optional.empty();
            }
            Instant next = clock.instant().plus(probe.period());
            ProbeAnswer answer = prober.ask(probe, container, member, replica.address());
            int failures = answer.passed() ? 0 : life.failures() + 1;
            known.put(member.id(), new Life(since, true, failures, next));
            return failures < probe.failureThreshold()
                    ? Optional.empty()
                    : Optional.of(restart(member, replica, answer, failures));
        } catch (EngineException e) {
            // The engine's failure says nothing about the replica's health.
            return Optional.of("the liveness of " + member.state().name() + " can't be seen to: " + e.getMessage());
        }
    }

    private Life begin(Life life, Probe startup, Container container, Member member, Replica replica) {
        Instant now = clock.instant();
        if (now.isBefore(life.since().plus(startup.initialDelay()))) {
            return life;
        }
        boolean started =
                prober.ask(startup, container, member, replica.address()).passed();
        return new Life(life.since(), started, 0, started ? now : now.plus(startup.period()));
    }

    private String restart(Member member, Replica replica, ProbeAnswer answer, int failures) {
        containers.stop(member.id(), replica.grace());
        containers.start(member.id());
        return "restarted " + member.state().name() + ": liveness probe " + answer.detail() + " ("
                + (failures == 1 ? "once" : failures + " times") + ")";
    }
}
