package dev.longshore.deployer.engine.rollout;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.cluster.AddressPlan;
import dev.longshore.deployer.engine.cluster.ClusterTools;
import dev.longshore.deployer.engine.cluster.Inventory;
import dev.longshore.deployer.engine.concurrent.TaskGroup;
import dev.longshore.deployer.engine.network.EnvironmentNetworks;
import dev.longshore.deployer.engine.plan.ClusterPlan;
import dev.longshore.deployer.engine.plan.Labels;
import dev.longshore.deployer.engine.plan.ServicePlan;
import dev.longshore.deployer.engine.plan.WorkloadPlan;
import dev.longshore.deployer.engine.pod.PodStart;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.deployer.engine.service.Proxy;
import dev.longshore.deployer.engine.service.ProxyServers;
import dev.longshore.deployer.engine.service.ServiceProxies;
import dev.longshore.deployer.engine.start.EndingGrace;
import dev.longshore.deployer.engine.start.ReplicaReadiness;
import dev.longshore.deployer.engine.start.ReplicaStart;
import dev.longshore.deployer.engine.start.StartGroup;
import dev.longshore.engine.ContainerState;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.EngineUnavailableException;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.route.RouteTable;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the engine as a live release wants it, whatever state it is in: after a failed or interrupted rollout, a restart of
 * the machine, or somebody's hand. It needs nothing but the release and what the engine's labels say.
 */
public final class Convergence {
    private final ClusterTools tools;
    private final ClusterPlan plan;
    private final EnvironmentName environment;
    private final ServiceWiring wiring;
    private final List<String> done = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    public Convergence(ClusterTools tools, ClusterPlan plan) {
        this.tools = tools;
        this.plan = plan;
        this.environment = plan.release().environment();
        this.wiring = new ServiceWiring(tools, plan);
    }

    /** Puts back what is missing without waiting for it to become ready; returns what was done and what couldn't be. */
    public List<String> repair() throws InterruptedException {
        removeCutOff();
        if (isWhole()) {
            return List.copyOf(done);
        }
        connect(start(Optional.empty()));
        return Stream.concat(done.stream(), failures.stream()).toList();
    }

    /** Puts the release back and waits until it is ready; returns what couldn't be put back. */
    public List<String> restore() throws InterruptedException {
        connect(start(Optional.of(new StartGroup())));
        return List.copyOf(failures);
    }

    /** Asks the engine twice, so that it can be asked often. */
    private boolean isWhole() {
        Inventory inventory = inventory();
        return tools.firewall().stands()
                && plan.workloads().stream()
                        .allMatch(workload -> inventory.matching(workload).stream()
                                        .filter(replica -> PodStart.isSound(replica, workload.pod()))
                                        .count()
                                == workload.replicas())
                && inventory.unwanted(plan).isEmpty()
                && plan.workloads().stream().allMatch(this::hasFiles)
                && plan.services().stream().allMatch(service -> isWhole(service, inventory))
                && inventory.proxies().size() == plan.services().size()
                && tools.routes().isPublished(environment, entries(inventory));
    }

    private boolean isWhole(ServicePlan service, Inventory inventory) {
        return inventory
                        .proxy(service.proxy(), service.spec())
                        .filter(Proxy::isRunning)
                        .isPresent()
                && tools.proxies().leads(service, ProxyServers.of(service, inventory.replicas()));
    }

    private boolean hasFiles(WorkloadPlan workload) {
        return workload.files().stream().allMatch(tree -> tools.files().has(environment, tree));
    }

    /** Whatever runs without being reached at its address is of no use; only new ones get over that. */
    private void removeCutOff() throws InterruptedException {
        Inventory inventory = inventory();
        List<Replica> pods = inventory.replicas().stream()
                .filter(pod -> isCutOff(pod.holder().state()))
                .toList();
        tools.stops().stopAndRemove(pods, Replica::grace);
        pods.forEach(pod -> note("removed " + pod.pod() + ", which was cut off from its network"));
        for (Proxy proxy : inventory.proxies()) {
            if (isCutOff(proxy.state())) {
                tools.proxies().remove(proxy);
                note("removed the proxy of service " + proxy.service() + ", which was cut off from its network");
            }
        }
    }

    private boolean isCutOff(ContainerState state) {
        return state.isRunning()
                && Stream.of(Namespace.values()).anyMatch(namespace -> {
                    String address = state.labels().get(Labels.address(namespace));
                    String network = EnvironmentNetworks.name(environment, namespace);
                    return address != null && !address.equals(state.addresses().get(network));
                });
    }

    /** Returns how long what isn't wanted any more may take to end. */
    private EndingGrace start(Optional<StartGroup> awaited) throws InterruptedException {
        EndingGrace grace = EndingGrace.take(tools.proxies(), environment, plan.workloads());
        if (!tools.firewall().stands()) {
            tools.firewall().ensure();
            done.add("made the rules that isolate containers");
        }
        AddressPlan addresses = new AddressPlan(tools.networks().ensure(environment), inventory());
        List<Replica> serving =
                inventory().replicas().stream().filter(Replica::isRunning).toList();
        attempt("the services' proxies", () -> done.addAll(wiring.ensureProxies(serving, addresses)));
        ReplicaStart start = new ReplicaStart(tools, environment, addresses, grace);
        try (TaskGroup starts = new TaskGroup()) {
            for (WorkloadPlan workload : plan.workloads()) {
                awaited.ifPresent(group -> group.starting(workload.key()));
                starts.submit(() -> attempt(workload.title(), () -> start(workload, start, awaited)));
            }
            starts.await();
        }
        return grace;
    }

    private void start(WorkloadPlan workload, ReplicaStart start, Optional<StartGroup> awaited)
            throws InterruptedException {
        tools.claims().ensure(environment, workload.namespace(), workload.claims());
        renewFiles(workload);
        List<String> active = inventory().matching(workload).stream()
                .filter(replica -> PodStart.isSound(replica, workload.pod()))
                .map(Replica::id)
                .toList();
        start.makeRoom(workload);
        List<Replica> started = start.ensure(workload).stream()
                .filter(replica -> !active.contains(replica.id()))
                .toList();
        started.forEach(replica -> note("started " + replica.pod()));
        if (awaited.isPresent()) {
            await(workload, started, awaited.get());
            awaited.get().ready(workload.key());
        }
    }

    /** A pod that mounts files keeps those that were deleted, and doesn't see new ones in their place. */
    private void renewFiles(WorkloadPlan workload) throws InterruptedException {
        if (!hasFiles(workload)) {
            List<Replica> pods = inventory().matching(workload);
            tools.stops().stopAndRemove(pods, Replica::grace);
            pods.forEach(pod -> note("removed " + pod.pod() + ", whose files were deleted"));
        }
        workload.files().forEach(tree -> tools.files().write(environment, tree));
    }

    private void await(WorkloadPlan workload, List<Replica> replicas, StartGroup group) throws InterruptedException {
        Duration limit =
                workload.workload().progressDeadline().orElse(tools.settings().progressDeadline());
        try (TaskGroup waits = new TaskGroup()) {
            replicas.stream()
                    .map(replica -> new ReplicaReadiness(tools, workload, group, replica))
                    .forEach(replica -> waits.submit(replica::await));
            if (!waits.await(limit)) {
                throw new RolloutException(workload.title() + " doesn't become ready");
            }
        }
    }

    private void connect(EndingGrace grace) throws InterruptedException {
        attempt("the services", () -> {
            List<ServiceProxies.Drained> drained = wiring.leadAll(Optional.empty());
            if (!tools.routes().isPublished(environment, entries(inventory()))) {
                tools.routes().publish(environment, entries(inventory()));
                note("published the routes");
            }
            List<Replica> unwanted = inventory().unwanted(plan);
            tools.stops().stopAndRemove(unwanted, grace::of);
            tools.proxies().forget(drained);
            unwanted.forEach(replica -> note("removed " + replica.pod() + ", which isn't of the live release"));
            done.addAll(wiring.prune());
            tools.files().keepOnly(environment, plan.files());
        });
    }

    private List<RouteTable.Entry> entries(Inventory inventory) {
        return RouteEntries.of(plan, inventory, tools.settings().gateway());
    }

    private void attempt(String what, TaskGroup.Task task) throws InterruptedException {
        try {
            task.run();
        } catch (EngineUnavailableException e) {
            // Nothing else can be put back either.
            throw e;
        } catch (RolloutException | EngineException | UncheckedIOException e) {
            synchronized (failures) {
                failures.add(what + " can't be put back: " + e.getMessage());
            }
        }
    }

    private void note(String line) {
        synchronized (done) {
            done.add(line);
        }
    }

    private Inventory inventory() {
        return Inventory.take(tools.engine().containers(), environment);
    }
}
