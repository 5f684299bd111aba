package dev.longshore.deployer.engine.job;

import dev.longshore.deployer.WorkloadStatus;
import dev.longshore.deployer.WorkloadStatus.State;
import dev.longshore.deployer.engine.cluster.ClusterTools;
import dev.longshore.deployer.engine.cluster.Inventory;
import dev.longshore.deployer.engine.plan.CronPlan;
import dev.longshore.deployer.engine.plan.JobPlan;
import dev.longshore.project.manifest.CronJob;
import java.util.Comparator;
import java.util.Optional;

/** Judges what runs to its end. */
public final class JobStatus {
    private JobStatus() {}

    /** A release with a Job is live only when that has completed. */
    public static WorkloadStatus of(JobPlan plan) {
        int completions = plan.job().completions();
        return new WorkloadStatus(plan.job().key(), State.COMPLETED, completions, completions, "");
    }

    public static WorkloadStatus of(ClusterTools tools, CronPlan plan, Inventory inventory) {
        CronJob cron = plan.cronJob();
        if (cron.suspended()) {
            return new WorkloadStatus(cron.key(), State.STOPPED, 0, 0, "suspended");
        }
        Optional<CronRun> last =
                CronRun.all(tools, plan, inventory).stream().max(Comparator.comparing((CronRun run) -> run.due()));
        if (last.isEmpty()) {
            return new WorkloadStatus(cron.key(), State.SCHEDULED, 0, 0, "no run yet");
        }
        if (last.get().isActive()) {
            return new WorkloadStatus(
                    cron.key(), State.RUNNING, 1, 1, "due at " + last.get().due());
        }
        boolean hasFailed = last.get().hasFailed();
        return new WorkloadStatus(
                cron.key(),
                hasFailed ? State.FAILING : State.SCHEDULED,
                0,
                0,
                "the run due at " + last.get().due() + (hasFailed ? " failed" : " completed"));
    }
}
