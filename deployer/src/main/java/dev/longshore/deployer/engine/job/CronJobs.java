package dev.longshore.deployer.engine.job;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.cluster.AddressPlan;
import dev.longshore.deployer.engine.cluster.ClusterTools;
import dev.longshore.deployer.engine.cluster.Inventory;
import dev.longshore.deployer.engine.plan.ClusterPlan;
import dev.longshore.deployer.engine.plan.CronPlan;
import dev.longshore.deployer.engine.start.EndingGrace;
import dev.longshore.deployer.engine.start.ReplicaStart;
import dev.longshore.engine.EngineException;
import dev.longshore.project.manifest.CronJob;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.name.EnvironmentName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Starts the runs of CronJobs when they are due, sees them to their ends and removes old ones. What is due is looked for in
 * every round, so a run starts late by at most the time between two rounds. A run that was due while no server was there
 * starts with the next one, if there was a run before from which that can be told, and its startingDeadlineSeconds allow it.
 */
public final class CronJobs {
    private final ClusterTools tools;
    private final Map<EnvironmentName, Map<ObjectKey, Instant>> firstSeen = new ConcurrentHashMap<>();
    private final Map<EnvironmentName, Set<CronRun.Id>> openRuns = new ConcurrentHashMap<>();

    public CronJobs(ClusterTools tools) {
        this.tools = tools;
    }

    /** Returns a line for each thing done. */
    public List<String> check(ClusterPlan plan) throws InterruptedException {
        List<String> done = new ArrayList<>();
        for (CronPlan cron : plan.cronJobs()) {
            try {
                check(plan, cron, done);
            } catch (RolloutException | EngineException e) {
                done.add(cron.cronJob().key() + " can't be seen to: " + e.getMessage());
            }
        }
        return done;
    }

    public void forget(EnvironmentName environment) {
        firstSeen.remove(environment);
        openRuns.remove(environment);
    }

    private void check(ClusterPlan plan, CronPlan cron, List<String> done) throws InterruptedException {
        EnvironmentName environment = plan.release().environment();
        Instant seen = firstSeen
                .computeIfAbsent(environment, any -> new ConcurrentHashMap<>())
                .computeIfAbsent(cron.cronJob().key(), any -> now());
        Set<CronRun.Id> open = openRuns.computeIfAbsent(environment, any -> ConcurrentHashMap.newKeySet());
        Inventory inventory = inventory(environment);
        ReplicaStart start = new ReplicaStart(
                tools,
                environment,
                new AddressPlan(tools.networks().ensure(environment), inventory),
                EndingGrace.NONE_SERVED);
        List<CronRun> runs = CronRun.all(tools, cron, inventory);
        for (CronRun run : runs) {
            proceed(run, start, open).ifPresent(done::add);
        }
        Instant last =
                runs.stream().map(CronRun::due).max(Comparator.naturalOrder()).orElse(seen);
        Optional<Instant> due = dueSince(cron.cronJob(), last);
        if (due.isPresent()) {
            begin(cron, due.get(), runs, start, done);
            open.add(new CronRun.Id(cron.cronJob().key(), due.get()));
        }
        removeOld(cron, CronRun.all(tools, cron, inventory(environment)));
    }

    /** Tells the end of a run once, whoever saw it run. */
    private static Optional<String> proceed(CronRun run, ReplicaStart start, Set<CronRun.Id> open)
            throws InterruptedException {
        Optional<String> failure = run.proceed(start);
        if (run.isActive()) {
            open.add(run.id());
        }
        boolean isOver = failure.isPresent() || !run.isActive();
        return isOver && open.remove(run.id()) ? Optional.of(failure.orElseGet(run::describeEnd)) : Optional.empty();
    }

    private Optional<Instant> dueSince(CronJob cron, Instant last) {
        if (cron.suspended()) {
            return Optional.empty();
        }
        Instant now = now();
        return CronSchedule.of(cron)
                .lastUntil(now)
                .filter(due -> due.isAfter(last))
                .filter(due -> cron.startingDeadline()
                        .filter(limit -> now.isAfter(due.plus(limit)))
                        .isEmpty());
    }

    private void begin(CronPlan cron, Instant due, List<CronRun> runs, ReplicaStart start, List<String> done)
            throws InterruptedException {
        List<CronRun> active = runs.stream().filter(CronRun::isActive).toList();
        CronJob.Concurrency concurrency = cron.cronJob().concurrency();
        if (!active.isEmpty() && concurrency == CronJob.Concurrency.FORBID) {
            return;
        }
        if (concurrency == CronJob.Concurrency.REPLACE) {
            for (CronRun run : active) {
                run.remove();
                done.add("ended the run of " + cron.cronJob().key() + " due at " + run.due() + " for the next one");
            }
        }
        writeFiles(cron);
        new CronRun(tools, cron, due, inventory(cron.pod().environment())).begin(start);
        done.add("started the run of " + cron.cronJob().key() + " due at " + due);
    }

    private void writeFiles(CronPlan cron) {
        cron.files().forEach(tree -> tools.files().write(cron.pod().environment(), tree));
    }

    private static void removeOld(CronPlan cron, List<CronRun> runs) throws InterruptedException {
        List<CronRun> fromNewest = runs.stream()
                .sorted(Comparator.comparing((CronRun run) -> run.due()).reversed())
                .toList();
        List<CronRun> old = Stream.concat(
                        fromNewest.stream()
                                .filter(CronRun::hasSucceeded)
                                .skip(cron.cronJob().successesKept()),
                        fromNewest.stream()
                                .filter(CronRun::hasFailed)
                                .skip(cron.cronJob().failuresKept()))
                // The newest says when the last run was, also when nothing else is kept.
                .filter(run -> !run.equals(fromNewest.get(0)))
                .toList();
        for (CronRun run : old) {
            run.remove();
        }
    }

    private Inventory inventory(EnvironmentName environment) {
        return Inventory.take(tools.engine().containers(), environment);
    }

    private Instant now() {
        return tools.settings().clock().instant();
    }
}
