package dev.longshore.deployer.engine;

import dev.longshore.engine.Containers;
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
    private static final int SHOWN_LOG_LINES = 30;

    private final ClusterTools tools;
    private final WorkloadPlan plan;
    private final ReplicaStart start;
    private final StartGroup group;
    private final ServiceWiring wiring;
    private final Set<String> readyIds;
    private final Progress progress;
    private final boolean ruleChanged;

    /** @param readyIds the containers that are ready, of all workloads; grows as they become so */
    WorkloadRollout(
            ClusterTools tools,
            WorkloadPlan plan,
            ReplicaStart start,
            StartGroup group,
            ServiceWiring wiring,
            Set<String> readyIds,
            Progress progress,
            boolean ruleChanged) {
        this.tools = tools;
        this.plan = plan;
        this.start = start;
        this.group = group;
        this.wiring = wiring;
        this.readyIds = readyIds;
        this.progress = progress;
        this.ruleChanged = ruleChanged;
    }

    void run() throws InterruptedException {
        Instant began = now();
        List<ReplicaReadiness> awaited = new ArrayList<>();
        try {
            boolean replaced = start.makeRoom(plan);
            for (Replica replica : start.ensure(plan)) {
                if (!readyIds.contains(replica.id()) || ruleChanged) {
                    awaited.add(new ReplicaReadiness(tools, plan, group, replica));
                }
            }
            await(awaited);
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
        String why = plan.workload().strategy() == Workload.Strategy.RECREATE
                ? "its strategy is Recreate"
                : "two must not write to one claim";
        return "; it was down for " + ProgressText.duration(took) + ", as " + why;
    }

    private void await(List<ReplicaReadiness> awaited) throws InterruptedException {
        Duration deadline =
                plan.workload().progressDeadline().orElse(tools.settings().progressDeadline());
        try (TaskGroup waits = new TaskGroup()) {
            for (ReplicaReadiness replica : awaited) {
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
        long missing = awaited.isEmpty() ? plan.replicas() : awaited.size() - readyCount(awaited);
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
        Optional<Replica> replica = failing.flatMap(
                        readiness -> tools.engine().containers().find(readiness.id()))
                .flatMap(Replica::of);
        if (replica.isEmpty()) {
            return reason;
        }
        List<String> lines = new ArrayList<>();
        tools.engine()
                .containers()
                .logs(
                        replica.get().id(),
                        new Containers.LogRequest(false, Optional.of(SHOWN_LOG_LINES)),
                        line -> lines.add(line.text()));
        lines.forEach(line -> progress.output(replica.get().pod(), line));
        if (!failing.map(ReplicaReadiness::hasEnded).orElse(false)) {
            return reason;
        }
        return lines.stream()
                .filter(line -> !line.isBlank())
                .reduce((earlier, last) -> last)
                .map(last -> reason + "; its last line is: " + last.strip())
                .orElse(reason);
    }

    private Instant now() {
        return tools.settings().clock().instant();
    }
}
