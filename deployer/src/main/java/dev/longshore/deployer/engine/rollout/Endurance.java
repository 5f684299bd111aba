package dev.longshore.deployer.engine.rollout;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.cluster.ClusterTools;
import dev.longshore.deployer.engine.plan.WorkloadPlan;
import dev.longshore.deployer.engine.pod.Endings;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.deployer.engine.start.ReplicaReadiness;
import dev.longshore.deployer.engine.start.StartGroup;
import dev.longshore.project.progress.Progress;
import dev.longshore.project.progress.Progress.Verb;
import java.time.Duration;
import java.time.Instant;

/** Sees that what became ready still is when all others are: one that crashes again and again runs at most moments. */
final class Endurance {
    private static final Duration HEARTBEAT = Duration.ofSeconds(4);

    private final ClusterTools tools;
    private final StartGroup group;
    private final Progress progress;

    Endurance(ClusterTools tools, StartGroup group, Progress progress) {
        this.tools = tools;
        this.group = group;
        this.progress = progress;
    }

    /** One that was restarted since has to become ready once more. */
    void require(WorkloadPlan workload, Replica replica) throws InterruptedException {
        if (!replica.isRunning()) {
            throw new RolloutException(
                    didNotStayUp(workload, Endings.describe(replica.worst().state())));
        }
        if (group.hasRestarted(replica)) {
            awaitAgain(workload, replica);
        }
    }

    private void awaitAgain(WorkloadPlan workload, Replica replica) throws InterruptedException {
        ReplicaReadiness readiness = new ReplicaReadiness(tools, workload, group, replica);
        Instant began = now();
        Instant deadline = began.plus(
                workload.workload().progressDeadline().orElse(tools.settings().progressDeadline()));
        try {
            while (!readiness.await(HEARTBEAT)) {
                if (now().isAfter(deadline)) {
                    throw new RolloutException(workload.title() + " never became ready again");
                }
                String text = "was ready and restarted: " + readiness.detail();
                progress.step(Verb.ROLL_OUT, workload.title(), text, Duration.between(began, now()));
            }
        } catch (RolloutException e) {
            throw new RolloutException(didNotStayUp(workload, readiness.detail()), e);
        }
    }

    private static String didNotStayUp(WorkloadPlan workload, String how) {
        return workload.title() + " was ready but didn't stay up: " + how;
    }

    private Instant now() {
        return tools.settings().clock().instant();
    }
}
