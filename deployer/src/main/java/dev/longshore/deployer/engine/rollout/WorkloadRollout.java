package dev.longshore.deployer.engine.rollout;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.cluster.ClusterTools;
import dev.longshore.deployer.engine.cluster.Inventory;
import dev.longshore.deployer.engine.concurrent.TaskGroup;
import dev.longshore.deployer.engine.failure.FailureReport;
import dev.longshore.deployer.engine.plan.WorkloadPlan;
import dev.longshore.deployer.engine.pod.Member;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.deployer.engine.start.ContainerReadiness;
import dev.longshore.deployer.engine.start.ReplicaReadiness;
import dev.longshore.deployer.engine.start.ReplicaStart;
import dev.longshore.deployer.engine.start.StartGroup;
import dev.longshore.engine.EngineException;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.progress.Progress;
import dev.longshore.project.progress.Progress.Verb;
import dev.longshore.project.progress.ProgressText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Starts the replicas of one workload and waits until all of them are ready. */
final class WorkloadRollout {
    private static final Duration HEARTBEAT = Duration.ofSeconds(4);
    private static final Duration DEADLINE_CHECK = Duration.ofMillis(250);

    private final ClusterTools tools;
    private final WorkloadPlan plan;
    private final ReplicaStart start;
    private final StartGroup group;
    private final ServiceWiring wiring;
    private final Set<String> readyIds;
    private final Progress progress;
    private final boolean ruleChanged;
    private final FailureReport report;

    /** How many replicas have been started or run already. */
    private int begun;

    /** @param readyIds the containers that are ready, of all workloads; grows as they become so */
    WorkloadRollout(
            ClusterTools tools,
            WorkloadPlan plan,
            ReplicaStart start,
            StartGroup group,
            ServiceWiring wiring,
            Set<String> readyIds,
            Progress progress,
            boolean ruleChanged,
            FailureReport report) {
        this.tools = tools;
        this.plan = plan;
        this.start = start;
        this.group = group;
        this.wiring = wiring;
        this.readyIds = readyIds;
        this.progress = progress;
        this.ruleChanged = ruleChanged;
        this.report = report;
    }

    void run() throws InterruptedException {
        Instant began = now();
        List<ReplicaReadiness> awaited = new ArrayList<>();
        try {
            boolean replaced = start.makeRoom(plan);
            if (plan.isOrdered()) {
                for (int index = 0; index < plan.replicas(); index++) {
                    await(awaited, List.of(start.ensure(plan.pod(), index)));
                }
            } else {
                await(awaited, start.ensure(plan));
            }
            group.ready(plan.key());
            wiring.leadEarly(plan, readyIds);
            Duration took = Duration.between(began, now());
            progress.step(
                    Verb.ROLL_OUT,
                    plan.title(),
                    plan.replicas() + "/" + plan.replicas() + " ready" + (replaced ? downtime(took) : ""),
                    took);
        } catch (RolloutException | EngineException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            progress.step(Verb.ROLL_OUT, plan.title(), state(awaited), Duration.between(began, now()));
            throw new RolloutException(explain(awaited, String.valueOf(e.getMessage())), e);
        }
    }

    private String downtime(Duration took) {
        String why = plan.workload().identity().isPresent()
                ? "the pods of a StatefulSet keep their names"
                : plan.workload().strategy() == Workload.Strategy.RECREATE
                        ? "its strategy is Recreate"
                        : "two must not write to one claim";
        return "; it was down for " + ProgressText.duration(took) + ", as " + why;
    }

    private void await(List<ReplicaReadiness> awaited, List<Replica> started) throws InterruptedException {
        List<ReplicaReadiness> now = started.stream()
                .filter(replica -> !readyIds.contains(replica.id()) || ruleChanged)
                .map(replica -> new ReplicaReadiness(tools, plan, group, replica))
                .toList();
        awaited.addAll(now);
        begun += started.size();
        Duration deadline =
                plan.workload().progressDeadline().orElse(tools.settings().progressDeadline());
        try (TaskGroup waits = new TaskGroup()) {
            for (ReplicaReadiness replica : now) {
                waits.submit(() -> {
                    replica.await();
                    readyIds.add(replica.id());
                });
            }
            long ready = readyCount(awaited);
            Instant began = now();
            Instant lastProgress = began;
            Instant lastLine = began;
            while (!waits.await(DEADLINE_CHECK)) {
                if (readyCount(awaited) != ready) {
                    ready = readyCount(awaited);
                    lastProgress = now();
                }
                if (now().isAfter(lastProgress.plus(deadline))) {
                    throw new RolloutException(plan.title() + " never became ready" + firstDetail(awaited));
                }
                if (now().isAfter(lastLine.plus(HEARTBEAT))) {
                    progress.step(Verb.ROLL_OUT, plan.title(), state(awaited), Duration.between(began, now()));
                    lastLine = now();
                }
            }
        }
    }

    /** {@code 1/2 ready: readiness probe GET /healthz answers 404}. */
    private String state(List<ReplicaReadiness> awaited) {
        long missing = plan.replicas() - begun + awaited.size() - readyCount(awaited);
        return plan.replicas() - missing + "/" + plan.replicas() + " ready" + firstDetail(awaited);
    }

    private String firstDetail(List<ReplicaReadiness> awaited) {
        return failing(awaited)
                .map(ReplicaReadiness::detail)
                .filter(detail -> !detail.isEmpty())
                .map(detail -> ": " + detail)
                .orElse("");
    }

    private long readyCount(List<ReplicaReadiness> awaited) {
        return awaited.stream()
                .filter(replica -> readyIds.contains(replica.id()))
                .count();
    }

    private Optional<ReplicaReadiness> failing(List<ReplicaReadiness> awaited) {
        return awaited.stream()
                .filter(replica -> !readyIds.contains(replica.id()))
                .findFirst();
    }

    /**
     * Shows what the replica printed last, and ends the reason with its last words when it ended: what it prints while it
     * runs, such as a line for each request, says nothing of why a probe fails.
     */
    private String explain(List<ReplicaReadiness> awaited, String reason) {
        Optional<ReplicaReadiness> failing = failing(awaited);
        Optional<Replica> replica = failing.flatMap(readiness -> Inventory.take(
                        tools.engine().containers(), plan.pod().environment())
                .replica(readiness.id()));
        if (replica.isEmpty()) {
            return reason;
        }
        Optional<ContainerReadiness> container = failing.flatMap(ReplicaReadiness::failing);
        Member member = container
                .flatMap(readiness -> replica.get().member(readiness.container()))
                .orElseGet(replica.get()::worst);
        return container.map(ContainerReadiness::hasEnded).orElse(false)
                ? report.ofEnded(reason, replica.get(), member, plan.pod())
                : report.ofRunning(reason, replica.get(), member);
    }

    private Instant now() {
        return tools.settings().clock().instant();
    }
}
