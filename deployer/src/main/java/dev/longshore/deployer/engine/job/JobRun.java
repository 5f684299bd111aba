package dev.longshore.deployer.engine.job;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.cluster.ClusterTools;
import dev.longshore.deployer.engine.cluster.Inventory;
import dev.longshore.deployer.engine.plan.PodPlan;
import dev.longshore.deployer.engine.plan.Role;
import dev.longshore.deployer.engine.pod.Endings;
import dev.longshore.deployer.engine.pod.Member;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.deployer.engine.start.ReplicaStart;
import dev.longshore.engine.EngineException;
import dev.longshore.project.manifest.Job;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One run of a Job: as many pods as it asks for, some at a time. The engine tries those that fail again, with a back-off. */
final class JobRun {
    private final ClusterTools tools;
    private final Job job;
    private final PodPlan plan;
    private final Map<String, String> marks;
    private volatile String state = "starting";

    /** @param marks labels by which the pods of this run are known from those of others */
    JobRun(ClusterTools tools, Job job, PodPlan plan, Map<String, String> marks) {
        this.tools = tools;
        this.job = job;
        this.plan = plan;
        this.marks = Map.copyOf(marks);
    }

    /** {@code 1/3 completed, 2 running}. */
    String describe() {
        return state;
    }

    /**
     * Starts what may start now; returns whether all has succeeded.
     *
     * @throws RolloutException when a pod has failed too often
     */
    boolean advance(ReplicaStart start, Inventory inventory) throws InterruptedException {
        List<Replica> pods = pods(inventory);
        int failures = 0;
        int completed = 0;
        int running = 0;
        for (Replica pod : pods) {
            failures += failures(pod);
            if (hasCompleted(pod)) {
                completed++;
                end(pod);
            } else {
                running++;
            }
        }
        state = completed + "/" + job.completions() + " completed" + (running > 0 ? ", " + running + " running" : "")
                + (failures > 0 ? ", failed " + (failures == 1 ? "once" : failures + " times") : "");
        if (failures > job.backoffLimit()) {
            Member worst = pods.stream()
                    .filter(pod -> failures(pod) > 0)
                    .map(Replica::worst)
                    .findFirst()
                    .orElseThrow();
            throw new RolloutException(job.key() + " failed " + (failures == 1 ? "once" : failures + " times")
                    + ", its backoffLimit is " + job.backoffLimit() + ": " + Endings.describe(worst.state()));
        }
        for (Replica pod : pods) {
            if (!hasCompleted(pod)) {
                continueStart(pod);
            }
        }
        for (int index = 0; index < job.completions() && running < job.parallelism(); index++) {
            int wanted = index;
            if (pods.stream().noneMatch(pod -> pod.index() == wanted)) {
                start.create(plan, index, marks);
                running++;
            }
        }
        return completed == job.completions();
    }

    /** With marks also those of an earlier version: they are what this run was begun with. */
    private List<Replica> pods(Inventory inventory) {
        return inventory.replicas().stream()
                .filter(replica -> marks.isEmpty() ? replica.matches(plan) : replica.belongsTo(plan))
                .filter(replica -> replica.holder().state().labels().entrySet().containsAll(marks.entrySet()))
                .toList();
    }

    /** Whether it has ended without success, for good. */
    boolean hasFailed(Inventory inventory) {
        List<Replica> pods = pods(inventory);
        return pods.stream().noneMatch(Replica::isActive)
                && pods.stream().flatMap(pod -> pod.members().stream()).anyMatch(JobRun::isDown);
    }

    boolean hasSucceeded(Inventory inventory) {
        List<Replica> pods = pods(inventory);
        boolean isOfThisVersion = pods.stream().allMatch(pod -> pod.matches(plan));
        long wanted = isOfThisVersion ? job.completions() : pods.size();
        return pods.stream().filter(JobRun::hasCompleted).count() == wanted;
    }

    private void continueStart(Replica pod) throws InterruptedException {
        try {
            tools.pods().advance(pod, plan);
        } catch (EngineException e) {
            throw new RolloutException(job.key() + " can't be started: " + e.getMessage(), e);
        }
    }

    private static boolean hasCompleted(Replica pod) {
        List<Member> main = pod.members().stream()
                .filter(member -> member.role() == Role.MAIN)
                .toList();
        return !main.isEmpty() && main.stream().allMatch(Member::hasSucceeded);
    }

    /** The engine counts its own restarts; a container that is down has failed once more. */
    private static int failures(Replica pod) {
        return pod.members().stream()
                .mapToInt(member ->
                        (member.role() == Role.SIDECAR ? 0 : member.state().restarts()) + (isDown(member) ? 1 : 0))
                .sum();
    }

    private static boolean isDown(Member member) {
        return member.role() != Role.SANDBOX
                && member.role() != Role.SIDECAR
                && !member.isActive()
                && member.state().exitCode().isPresent()
                && !member.hasSucceeded();
    }

    /** What stands beside the containers that have completed ends with them. */
    private void end(Replica pod) {
        pod.members().stream()
                .filter(Member::isActive)
                .forEach(member -> tools.engine()
                        .containers()
                        .stop(member.id(), member.role() == Role.SANDBOX ? Duration.ZERO : pod.grace()));
    }
}
