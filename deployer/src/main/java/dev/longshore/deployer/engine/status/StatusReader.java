package dev.longshore.deployer.engine.status;

import dev.longshore.deployer.WorkloadStatus;
import dev.longshore.deployer.WorkloadStatus.State;
import dev.longshore.deployer.engine.cluster.ClusterTools;
import dev.longshore.deployer.engine.cluster.Inventory;
import dev.longshore.deployer.engine.concurrent.TaskGroup;
import dev.longshore.deployer.engine.job.JobStatus;
import dev.longshore.deployer.engine.plan.ClusterPlan;
import dev.longshore.deployer.engine.plan.ReadinessRule;
import dev.longshore.deployer.engine.plan.WorkloadPlan;
import dev.longshore.deployer.engine.pod.Endings;
import dev.longshore.deployer.engine.pod.Member;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.deployer.engine.probe.ProbeAnswer;
import dev.longshore.engine.ContainerState;
import dev.longshore.engine.EngineException;
import dev.longshore.project.manifest.Container;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Judges workloads as they are now: every replica is asked its readiness once. */
public final class StatusReader {
    /** What starts may take this long before it counts as failing. */
    private static final Duration STARTING = Duration.ofMinutes(1);

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ClusterTools tools;

    public StatusReader(ClusterTools tools) {
        this.tools = tools;
    }

    public List<WorkloadStatus> read(ClusterPlan plan) throws InterruptedException {
        Inventory inventory =
                Inventory.take(tools.engine().containers(), plan.release().environment());
        Map<String, ProbeAnswer> answers = new ConcurrentHashMap<>();
        try (TaskGroup questions = new TaskGroup()) {
            for (WorkloadPlan workload : plan.workloads()) {
                inventory.matching(workload).stream()
                        .filter(Replica::isRunning)
                        .forEach(replica -> questions.submit(() -> answers.put(replica.id(), ask(workload, replica))));
            }
            // One that gives no answer in time counts as not ready.
            questions.await(LIMIT);
        }
        List<WorkloadStatus> statuses = new ArrayList<>();
        for (WorkloadPlan workload : plan.workloads()) {
            statuses.add(judge(workload, inventory.matching(workload), answers));
        }
        plan.jobs().forEach(job -> statuses.add(JobStatus.of(job)));
        plan.cronJobs().forEach(cron -> statuses.add(JobStatus.of(tools, cron, inventory)));
        return statuses;
    }

    /** The answer of the first container that isn't ready, else of the last. */
    private ProbeAnswer ask(WorkloadPlan workload, Replica replica) {
        ProbeAnswer answer = new ProbeAnswer(true, "");
        for (Container container : workload.containers()) {
            answer = ask(workload.readiness().of(container.name()), container, replica);
            if (!answer.passed()) {
                return answer;
            }
        }
        return answer;
    }

    private ProbeAnswer ask(ReadinessRule.OfContainer rule, Container container, Replica replica) {
        Optional<Member> member = replica.member(container.name());
        if (member.isEmpty()) {
            return new ProbeAnswer(false, "container " + container.name() + " is missing");
        }
        try {
            return rule.readiness()
                    .map(probe -> tools.prober().ask(probe, container, member.get(), replica.address()))
                    .map(answer -> new ProbeAnswer(answer.passed(), "readiness probe " + answer.detail()))
                    .orElseGet(() -> tools.prober().connect(rule.ports(), replica.address()));
        } catch (EngineException e) {
            return new ProbeAnswer(false, String.valueOf(e.getMessage()));
        }
    }

    private WorkloadStatus judge(WorkloadPlan workload, List<Replica> replicas, Map<String, ProbeAnswer> answers) {
        int ready = Math.toIntExact(replicas.stream()
                .filter(replica -> Optional.ofNullable(answers.get(replica.id()))
                        .filter(ProbeAnswer::passed)
                        .isPresent())
                .count());
        if (workload.replicas() == 0) {
            return new WorkloadStatus(workload.key(), State.STOPPED, 0, 0, "scaled to 0");
        }
        if (ready == workload.replicas()) {
            return new WorkloadStatus(workload.key(), State.RUNNING, ready, workload.replicas(), "");
        }
        Optional<Replica> worst = replicas.stream()
                .filter(replica -> !Optional.ofNullable(answers.get(replica.id()))
                        .filter(ProbeAnswer::passed)
                        .isPresent())
                .findFirst();
        String detail = worst.map(replica -> detail(replica, answers)).orElse("its container is missing");
        return new WorkloadStatus(workload.key(), state(replicas, worst), ready, workload.replicas(), detail);
    }

    private State state(List<Replica> replicas, Optional<Replica> worst) {
        if (replicas.stream().noneMatch(Replica::isActive)) {
            return State.STOPPED;
        }
        boolean fresh = worst.filter(Replica::isRunning)
                .filter(replica -> replica.restarts() == 0)
                .flatMap(Replica::startedAt)
                .filter(startedAt -> startedAt.isAfter(now().minus(STARTING)))
                .isPresent();
        return fresh ? State.STARTING : State.FAILING;
    }

    private static String detail(Replica replica, Map<String, ProbeAnswer> answers) {
        ContainerState state = replica.worst().state();
        if (!replica.isRunning()) {
            return state.status() == ContainerState.Status.CREATED ? "never started" : Endings.describe(state);
        }
        String answer = Optional.ofNullable(answers.get(replica.id()))
                .map(ProbeAnswer::detail)
                .orElse("no answer in time");
        return state.restarts() > 0 ? answer + "; " + Endings.describe(state) : answer;
    }

    private Instant now() {
        return tools.settings().clock().instant();
    }
}
