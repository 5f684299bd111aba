package dev.longshore.deployer.engine.start;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.cluster.AddressPlan;
import dev.longshore.deployer.engine.cluster.ClusterTools;
import dev.longshore.deployer.engine.cluster.Inventory;
import dev.longshore.deployer.engine.plan.ContainerPlan;
import dev.longshore.deployer.engine.plan.PodPlan;
import dev.longshore.deployer.engine.plan.WorkloadPlan;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.EngineUnavailableException;
import dev.longshore.engine.LocalImage;
import dev.longshore.project.name.EnvironmentName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings the pods of workloads up, without waiting for readiness. Safe for use by several threads. */
public final class ReplicaStart {
    private final ClusterTools tools;
    private final EnvironmentName environment;
    private final AddressPlan addresses;
    private final EndingGrace grace;

    public ReplicaStart(ClusterTools tools, EnvironmentName environment, AddressPlan addresses, EndingGrace grace) {
        this.tools = tools;
        this.environment = environment;
        this.addresses = addresses;
        this.grace = grace;
    }

    /**
     * Stops, and keeps, what may not run at the same time as this workload's replicas: those of another generation, when
     * they write to a claim or the manifest says so. One that has a claim open keeps its time to close it, even if it never
     * served. Returns whether there were any.
     */
    public boolean makeRoom(WorkloadPlan plan) throws InterruptedException {
        List<Replica> old = plan.workload().mustStopBeforeSuccessor()
                ? inventory().outdated(plan).stream().filter(Replica::isActive).toList()
                : List.of();
        tools.stops().stop(old, plan.claims().isEmpty() ? grace::of : Replica::grace);
        return !old.isEmpty();
    }

    /** Makes and starts whatever is missing or stopped of the workload; returns all its replicas. */
    public List<Replica> ensure(WorkloadPlan plan) throws InterruptedException {
        List<Replica> replicas = new ArrayList<>();
        for (int index = 0; index < plan.replicas(); index++) {
            replicas.add(ensure(plan.pod(), index));
        }
        return replicas;
    }

    /** Makes and starts one pod, unless it runs. */
    public Replica ensure(PodPlan plan, int index) throws InterruptedException {
        Inventory inventory = inventory();
        Optional<Replica> present = inventory.replica(plan, index);
        if (present.isPresent()) {
            try {
                tools.pods().advance(present.get(), plan);
                return find(present.get().id());
            } catch (EngineUnavailableException e) {
                throw e;
            } catch (EngineException e) {
                // Its network, address or volume may be gone, which only a new one gets over.
                tools.stops().stopAndRemove(List.of(present.get()), Replica::grace);
            }
        }
        return create(plan, index, Map.of());
    }

    /** @param marks labels of this pod alone */
    public Replica create(PodPlan plan, int index, Map<String, String> marks) throws InterruptedException {
        plan.containers().forEach(this::requireImage);
        Inventory inventory = inventory();
        String id = tools.replicas()
                .create(plan, index, addresses.forReplica(plan.aliases(index).keySet()), inventory.names(), marks);
        tools.pods().advance(find(id), plan);
        return find(id);
    }

    private void requireImage(ContainerPlan container) {
        Optional<LocalImage> image = tools.engine().images().find(container.imageId());
        if (image.isEmpty()) {
            throw new RolloutException("the image of container " + container.name() + " ("
                    + container.container().image()
                    + ") isn't on the engine any more; build it again: git push hasura HEAD:refs/do/rebuild");
        }
        String user = container.user().orElse(image.get().user());
        if (container.mustNotBeRoot() && !user.matches("[1-9][0-9]*(:.*)?")) {
            throw new RolloutException("container " + container.name() + " must not run as root (runAsNonRoot), but its"
                    + (user.isEmpty() ? " image says no user" : " user is " + user + ", which may be root")
                    + "; say a number in runAsUser");
        }
    }

    private Replica find(String id) {
        return inventory()
                .replica(id)
                .orElseThrow(() -> new RolloutException("a container was removed while it was started"));
    }

    private Inventory inventory() {
        return Inventory.take(tools.engine().containers(), environment);
    }
}
