package dev.longshore.deployer.engine.start;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.cluster.ClusterTools;
import dev.longshore.deployer.engine.cluster.Inventory;
import dev.longshore.deployer.engine.plan.ContainerPlan;
import dev.longshore.deployer.engine.plan.WorkloadPlan;
import dev.longshore.deployer.engine.pod.Member;
import dev.longshore.deployer.engine.pod.PodStart;
import dev.longshore.deployer.engine.pod.Replica;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Sees a replica's containers started in their order, and waits until all are ready. */
public final class ReplicaReadiness {
    private final ClusterTools tools;
    private final WorkloadPlan plan;
    private final StartGroup group;
    private final String id;
    private final Map<String, ContainerReadiness> containers = new ConcurrentHashMap<>();

    public ReplicaReadiness(ClusterTools tools, WorkloadPlan plan, StartGroup group, Replica replica) {
        this.tools = tools;
        this.plan = plan;
        this.group = group;
        this.id = replica.id();
        watch(replica);
    }

    public String id() {
        return id;
    }

    /** What keeps the replica from being ready, for a person; empty when nothing is known yet. */
    public String detail() {
        return failing().map(ContainerReadiness::detail).orElse("");
    }

    /** The container that keeps the replica from being ready, as far as is known. */
    public Optional<ContainerReadiness> failing() {
        return plan.pod().containers().stream()
                .flatMap(container -> Optional.ofNullable(containers.get(container.name())).stream())
                .filter(container -> !container.detail().isEmpty())
                .findFirst();
    }

    /** @throws RolloutException when the replica doesn't stay up */
    public void await() throws InterruptedException {
        while (!isReady()) {
            tools.await().pause();
        }
    }

    /**
     * Returns whether it became ready within the limit.
     *
     * @throws RolloutException when the replica doesn't stay up
     */
    public boolean await(Duration limit) throws InterruptedException {
        Clock clock = tools.settings().clock();
        Instant end = clock.instant().plus(limit);
        while (!isReady()) {
            if (clock.instant().isAfter(end)) {
                return false;
            }
            tools.await().pause();
        }
        return true;
    }

    private boolean isReady() throws InterruptedException {
        Replica replica = Inventory.of(tools.engine().containers(), plan.pod())
                .replica(id)
                .orElseThrow(
                        () -> new RolloutException(plan.title() + " never became ready: its container was removed"));
        boolean isStarted =
                PodStart.isSound(replica, plan.pod()) || tools.pods().advance(replica, plan.pod());
        watch(replica);
        boolean isReady = isStarted;
        for (ContainerPlan container : plan.pod().containers()) {
            Optional<Member> member = replica.member(container.name());
            Optional<ContainerReadiness> readiness = Optional.ofNullable(containers.get(container.name()));
            isReady &= member.isPresent()
                    && readiness.isPresent()
                    && readiness.get().isReady(member.get(), replica);
        }
        isReady &= replica.isRunning();
        if (isReady) {
            group.ready(replica);
        }
        return isReady;
    }

    private void watch(Replica replica) {
        for (ContainerPlan container : plan.pod().containers()) {
            replica.member(container.name())
                    .ifPresent(member -> containers.computeIfAbsent(
                            container.name(), name -> new ContainerReadiness(tools, plan, container, group, member)));
        }
    }
}
