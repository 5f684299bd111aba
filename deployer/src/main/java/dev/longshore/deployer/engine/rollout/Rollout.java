package dev.longshore.deployer.engine.rollout;

import dev.longshore.deployer.Commit;
import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.deployer.engine.cluster.AddressPlan;
import dev.longshore.deployer.engine.cluster.ClusterTools;
import dev.longshore.deployer.engine.cluster.Inventory;
import dev.longshore.deployer.engine.concurrent.TaskGroup;
import dev.longshore.deployer.engine.failure.FailureReport;
import dev.longshore.deployer.engine.job.JobRollout;
import dev.longshore.deployer.engine.plan.ClusterPlan;
import dev.longshore.deployer.engine.plan.JobPlan;
import dev.longshore.deployer.engine.plan.WorkloadPlan;
import dev.longshore.deployer.engine.pod.PodStart;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.deployer.engine.service.ServiceProxies;
import dev.longshore.deployer.engine.start.EndingGrace;
import dev.longshore.deployer.engine.start.ReplicaStart;
import dev.longshore.deployer.engine.start.StartGroup;
import dev.longshore.engine.EngineException;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.progress.Progress;
import dev.longshore.project.progress.Progress.Verb;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * One release's way to being the one that serves. New replicas start beside the old ones; when all are ready, every
 * Service and the gateway are switched, the release is committed, and the old ones end. Until the commit any failure leads
 * back to the release before, whose replicas are still there.
 */
public final class Rollout {
    private final ClusterTools tools;
    private final ClusterPlan plan;
    private final Optional<ClusterPlan> live;
    private final Progress progress;
    private final Commit commit;
    private final EnvironmentName environment;
    private final ServiceWiring wiring;

    public Rollout(ClusterTools tools, ClusterPlan plan, Optional<ClusterPlan> live, Progress progress, Commit commit) {
        this.tools = tools;
        this.plan = plan;
        this.live = live;
        this.progress = progress;
        this.commit = commit;
        this.environment = plan.release().environment();
        this.wiring = new ServiceWiring(tools, plan);
    }

    public RolloutOutcome run() {
        EndingGrace grace;
        List<ServiceProxies.Drained> drained;
        try {
            grace = EndingGrace.take(
                    tools.proxies(),
                    environment,
                    live.map(ClusterPlan::workloads).orElse(List.of()));
            start(grace);
            drained = switchOver();
        } catch (InterruptedException e) {
            return restore("cancelled", true);
        } catch (RolloutException | EngineException | UncheckedIOException e) {
            // An engine call that was interrupted says so as a failure.
            boolean interrupted = Thread.currentThread().isInterrupted();
            return restore(interrupted ? "cancelled" : String.valueOf(e.getMessage()), interrupted);
        }
        Optional<RolloutOutcome> undone = commit();
        if (undone.isEmpty()) {
            retire(drained, grace);
        }
        return undone.orElseGet(RolloutOutcome.Live::new);
    }

    /** An unchecked exception of the commit is the caller's: it alone knows whether the commit came true. */
    private Optional<RolloutOutcome> commit() {
        try {
            return commit.run().map(refused -> restore(refused, false));
        } catch (InterruptedException e) {
            return Optional.of(restore("cancelled", true));
        }
    }

    private void start(EndingGrace grace) throws InterruptedException {
        AddressPlan addresses = new AddressPlan(tools.networks().ensure(environment), inventory());
        plan.workloads()
                .forEach(workload -> tools.claims().ensure(environment, workload.namespace(), workload.claims()));
        List<JobPlan> jobs = plan.jobs().stream()
                .filter(job -> live.filter(job::isDoneBy).isEmpty())
                .toList();
        jobs.forEach(job -> tools.claims()
                .ensure(
                        environment,
                        job.pod().owner().namespace(),
                        job.pod().volumes().claims(0)));
        plan.trees().forEach(tree -> tools.files().write(environment, tree));
        Inventory inventory = inventory();
        Set<String> readyIds = ConcurrentHashMap.newKeySet();
        List<Replica> kept = plan.workloads().stream()
                .flatMap(workload -> inventory.matching(workload).stream())
                .filter(Replica::isRunning)
                .toList();
        kept.forEach(replica -> readyIds.add(replica.id()));
        wiring.ensureProxies(kept, addresses);
        ReplicaStart start = new ReplicaStart(tools, environment, addresses, grace);
        StartGroup group = new StartGroup();
        FailureReport report = new FailureReport(tools.engine().containers(), plan, progress);
        List<WorkloadPlan> changed = plan.workloads().stream()
                .filter(workload -> isIncomplete(inventory, workload) || isRuleChanged(workload))
                .toList();
        changed.forEach(workload -> group.starting(workload.key()));
        jobs.forEach(job -> group.starting(job.job().key()));
        try (TaskGroup rollouts = new TaskGroup()) {
            for (WorkloadPlan workload : changed) {
                rollouts.submit(
                        new WorkloadRollout(
                                tools,
                                workload,
                                start,
                                group,
                                wiring,
                                readyIds,
                                progress,
                                isRuleChanged(workload),
                                report)::run);
            }
            for (JobPlan job : jobs) {
                rollouts.submit(new JobRollout(tools, job, start, group, progress, report)::run);
            }
            rollouts.await();
        }
        Endurance endurance = new Endurance(tools, group, progress);
        Inventory started = inventory();
        for (WorkloadPlan workload : changed) {
            for (Replica replica : started.matching(workload)) {
                endurance.require(workload, replica);
            }
        }
    }

    private List<ServiceProxies.Drained> switchOver() throws InterruptedException {
        List<ServiceProxies.Drained> drained = wiring.leadAll(Optional.of(progress));
        long generation = tools.routes()
                .publish(
                        environment,
                        RouteEntries.of(plan, inventory(), tools.settings().gateway()));
        tools.routes().awaitAcknowledged(environment, generation);
        return drained;
    }

    /** The release is live whatever happens here: what can't be removed now is left to a repair, and an interrupt pends. */
    private void retire(List<ServiceProxies.Drained> drained, EndingGrace grace) {
        try {
            List<Replica> old = inventory().unwanted(plan);
            gone(old).forEach(name -> progress.step(Verb.REMOVE, name, "not in this release"));
            new Retirement(tools, environment)
                    .end(old, drained, grace, text -> progress.step(Verb.ROLL_OUT, "connections", text));
            wiring.prune();
            tools.files().keepOnly(environment, plan.files());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            progress.step(Verb.WARNING, "cleanup", "not all of the old release is removed yet: " + e.getMessage());
        }
    }

    private RolloutOutcome restore(String reason, boolean interrupted) {
        boolean pending = Thread.interrupted();
        try {
            return new Restoration(tools, plan, live, progress).run(reason);
        } finally {
            if (interrupted || pending) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean isIncomplete(Inventory inventory, WorkloadPlan workload) {
        return inventory.matching(workload).stream()
                        .filter(replica -> PodStart.isSound(replica, workload.pod()))
                        .count()
                < workload.replicas();
    }

    /** Replicas that stay as they are have to prove themselves anew when a Service leads to another of their ports. */
    private boolean isRuleChanged(WorkloadPlan workload) {
        return live.flatMap(before -> before.workload(workload.key()))
                .filter(before -> !before.readiness().equals(workload.readiness()))
                .isPresent();
    }

    /** The names of workloads that the release doesn't have. */
    private Set<String> gone(List<Replica> replicas) {
        return replicas.stream()
                .filter(replica -> plan.pods().noneMatch(replica::belongsTo))
                .map(Replica::owner)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Inventory inventory() {
        return Inventory.take(tools.engine().containers(), environment);
    }
}
