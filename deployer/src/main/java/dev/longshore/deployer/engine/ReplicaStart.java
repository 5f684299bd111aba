package dev.longshore.deployer.engine;

import dev.longshore.engine.EngineException;
import dev.longshore.engine.EngineUnavailableException;
import dev.longshore.project.name.EnvironmentName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings the containers of workloads up, without waiting for readiness. Safe for use by several threads. */
final class ReplicaStart {
    private final ClusterTools tools;
    private final EnvironmentName environment;
    private final AddressPlan addresses;
    private final EndingGrace grace;

    ReplicaStart(ClusterTools tools, EnvironmentName environment, AddressPlan addresses, EndingGrace grace) {
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
    boolean makeRoom(WorkloadPlan plan) throws InterruptedException {
        List<Replica> old = plan.workload().mustStopBeforeSuccessor()
                ? inventory().outdated(plan).stream().filter(Replica::isActive).toList()
                : List.of();
        tools.replicas().stop(old, plan.volumes().isEmpty() ? grace::of : Replica::grace);
        return !old.isEmpty();
    }

    /** Makes and starts whatever is missing or stopped of the workload; returns all its replicas. */
    List<Replica> ensure(WorkloadPlan plan) {
        Inventory inventory = inventory();
        if (inventory.matching(plan).size() < plan.replicas()
                && tools.engine().images().find(plan.imageId()).isEmpty()) {
            throw new RolloutException(
                    "the image of " + plan.title() + " (" + plan.container().image()
                            + ") isn't on the engine any more; build it again: git push hasura HEAD:refs/do/rebuild");
        }
        List<Replica> replicas = new ArrayList<>();
        for (int index = 0; index < plan.replicas(); index++) {
            replicas.add(ensure(plan, index, inventory));
        }
        return replicas;
    }

    private Replica ensure(WorkloadPlan plan, int index, Inventory inventory) {
        Optional<Replica> present = inventory.replica(plan, index);
        if (present.isPresent() && present.get().isActive()) {
            return present.get();
        }
        if (present.isPresent()) {
            try {
                tools.replicas().start(present.get().id());
                return find(present.get().id());
            } catch (EngineUnavailableException e) {
                throw e;
            } catch (EngineException e) {
                // Its network, address or volume may be gone, which only a new container gets over.
                tools.replicas().remove(present.get());
            }
        }
        String id = tools.replicas()
                .create(
                        environment,
                        plan,
                        index,
                        addresses.forReplica(plan.aliases().keySet()),
                        inventory.names());
        tools.replicas().start(id);
        return find(id);
    }

    private Replica find(String id) {
        return tools.engine()
                .containers()
                .find(id)
                .flatMap(Replica::of)
                .orElseThrow(() -> new RolloutException("a container was removed while it was started"));
    }

    private Inventory inventory() {
        return Inventory.take(tools.engine().containers(), environment);
    }
}
