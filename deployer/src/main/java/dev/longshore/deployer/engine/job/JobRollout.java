package dev.longshore.deployer.engine.job;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.cluster.ClusterTools;
import dev.longshore.deployer.engine.cluster.Inventory;
import dev.longshore.deployer.engine.failure.FailureReport;
import dev.longshore.deployer.engine.plan.JobPlan;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.deployer.engine.start.EndingGrace;
import dev.longshore.deployer.engine.start.ReplicaStart;
import dev.longshore.deployer.engine.start.StartGroup;
import dev.longshore.engine.EngineException;
import dev.longshore.project.manifest.Job;
import dev.longshore.project.progress.Progress;
import dev.longshore.project.progress.Progress.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Runs a Job to its end as part of a rollout. */
public final class JobRollout {
    private static final Duration HEARTBEAT = Duration.ofSeconds(4);

    private final ClusterTools tools;
    private final JobPlan plan;
    private final ReplicaStart start;
    private final StartGroup group;
    private final Progress progress;
    private final FailureReport report;

    public JobRollout(
            ClusterTools tools,
            JobPlan plan,
            ReplicaStart start,
            StartGroup group,
            Progress progress,
            FailureReport report) {
        this.tools = tools;
        this.plan = plan;
        this.start = start;
        this.group = group;
        this.progress = progress;
        this.report = report;
    }

    public void run() throws InterruptedException {
        Instant began = now();
        JobRun run = new JobRun(tools, plan.job(), plan.pod(), Map.of());
        try {
            // Pods of an attempt that was given up would be taken for finished ones.
            tools.stops().stopAndRemove(inventory().matching(plan.pod()), EndingGrace.NONE_SERVED::of);
            Instant lastLine = began;
            while (!run.advance(start, inventory())) {
                if (now().isAfter(lastLine.plus(HEARTBEAT))) {
                    progress.step(Verb.ROLL_OUT, plan.pod().title(), run.describe(), Duration.between(began, now()));
                    lastLine = now();
                }
                requireTime(began);
                tools.await().pause();
            }
            group.ready(plan.job().key());
            progress.step(Verb.ROLL_OUT, plan.pod().title(), "completed", Duration.between(began, now()));
        } catch (RolloutException | EngineException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            progress.step(Verb.ROLL_OUT, plan.pod().title(), run.describe(), Duration.between(began, now()));
            throw new RolloutException(explain(String.valueOf(e.getMessage())), e);
        }
    }

    private void requireTime(Instant began) {
        Job job = plan.job();
        if (job.deadline().filter(limit -> now().isAfter(began.plus(limit))).isPresent()) {
            throw new RolloutException(job.key() + " isn't done after its activeDeadlineSeconds ("
                    + job.deadline().orElseThrow().toSeconds() + " s)");
        }
    }

    private String explain(String reason) {
        Optional<Replica> failed = inventory().matching(plan.pod()).stream()
                .filter(replica -> !replica.worst().hasSucceeded())
                .findFirst();
        if (failed.isEmpty()) {
            return reason;
        }
        return report.ofEnded(reason, failed.get(), failed.get().worst(), plan.pod());
    }

    private Inventory inventory() {
        return Inventory.take(tools.engine().containers(), plan.pod().environment());
    }

    private Instant now() {
        return tools.settings().clock().instant();
    }
}
