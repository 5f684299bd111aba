package dev.longshore.deployer.engine.job;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.cluster.ClusterTools;
import dev.longshore.deployer.engine.cluster.Inventory;
import dev.longshore.deployer.engine.plan.CronPlan;
import dev.longshore.deployer.engine.plan.Labels;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.deployer.engine.start.ReplicaStart;
import dev.longshore.project.manifest.ObjectKey;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of a CronJob, which its pods' label tells from others. */
final class CronRun {
    private final ClusterTools tools;
    private final CronPlan cron;
    private final Instant due;
    private final Inventory inventory;
    private final JobRun run;

    CronRun(ClusterTools tools, CronPlan cron, Instant due, Inventory inventory) {
        this.tools = tools;
        this.cron = cron;
        this.due = due;
        this.inventory = inventory;
        this.run = new JobRun(tools, cron.cronJob().job(), cron.pod(), Map.of(Labels.DUE, due.toString()));
    }

    /** The runs that there are, in no order. */
    static List<CronRun> all(ClusterTools tools, CronPlan cron, Inventory inventory) {
        return inventory.replicas().stream()
                .filter(replica -> replica.belongsTo(cron.pod()))
                .flatMap(replica -> CronRun.due(replica).stream())
                .distinct()
                .map(due -> new CronRun(tools, cron, due, inventory))
                .toList();
    }

    static Optional<Instant> due(Replica replica) {
        try {
            return Optional.ofNullable(replica.holder().state().labels().get(Labels.DUE))
                    .map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** What makes a run one run. */
    record Id(ObjectKey cronJob, Instant due) {}

    Id id() {
        return new Id(cron.cronJob().key(), due);
    }

    Instant due() {
        return due;
    }

    /** How it ended, for a person. */
    String describeEnd() {
        return title() + (hasSucceeded() ? " completed" : " failed");
    }

    private String title() {
        return "the run of " + cron.cronJob().key() + " due at " + due;
    }

    boolean isActive() {
        return pods().stream().anyMatch(Replica::isActive);
    }

    boolean hasSucceeded() {
        return run.hasSucceeded(inventory);
    }

    boolean hasFailed() {
        return run.hasFailed(inventory);
    }

    void begin(ReplicaStart start) throws InterruptedException {
        run.advance(start, inventory);
    }

    /** Does what the run needs now; returns a line when it is given up. */
    Optional<String> proceed(ReplicaStart start) throws InterruptedException {
        // Pods of an earlier version of the CronJob run to their end as they are.
        boolean isOfThisVersion = pods().stream().allMatch(pod -> pod.matches(cron.pod()));
        if (!isOfThisVersion || hasFailed() || (hasSucceeded() && !isActive())) {
            return Optional.empty();
        }
        try {
            requireTime();
            run.advance(start, inventory);
            return Optional.empty();
        } catch (RolloutException e) {
            tools.stops().stop(pods(), Replica::grace);
            return Optional.of(title() + " failed: " + e.getMessage());
        }
    }

    void remove() throws InterruptedException {
        tools.stops().stopAndRemove(pods(), Replica::grace);
    }

    private void requireTime() {
        Instant now = tools.settings().clock().instant();
        boolean isOver = cron.cronJob()
                .job()
                .deadline()
                .filter(limit -> pods().stream()
                        .flatMap(pod -> pod.startedAt().stream())
                        .anyMatch(started -> now.isAfter(started.plus(limit))))
                .isPresent();
        if (isOver) {
            throw new RolloutException("it isn't done after its activeDeadlineSeconds");
        }
    }

    private List<Replica> pods() {
        return inventory.replicas().stream()
                .filter(replica -> replica.belongsTo(cron.pod()))
                .filter(replica -> due(replica).equals(Optional.of(due)))
                .toList();
    }
}
