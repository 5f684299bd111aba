package dev.longshore.deployer.engine.rollout;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.cluster.AddressPlan;
import dev.longshore.deployer.engine.cluster.ClusterTools;
import dev.longshore.deployer.engine.cluster.Inventory;
import dev.longshore.deployer.engine.plan.ClusterPlan;
import dev.longshore.deployer.engine.plan.ProxyPlan;
import dev.longshore.deployer.engine.plan.ServicePlan;
import dev.longshore.deployer.engine.plan.WorkloadPlan;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.deployer.engine.service.NodePorts;
import dev.longshore.deployer.engine.service.Proxy;
import dev.longshore.deployer.engine.service.ProxyServers;
import dev.longshore.deployer.engine.service.ServiceProxies;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.EngineUnavailableException;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.progress.Progress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Connects the Services of one plan with the replicas that serve them. Safe for use by several threads. */
final class ServiceWiring {
    private final ClusterTools tools;
    private final ClusterPlan plan;

    ServiceWiring(ClusterTools tools, ClusterPlan plan) {
        this.tools = tools;
        this.plan = plan;
    }

    /**
     * Makes the proxies of Services that have none, and starts those that don't run, so that their names resolve before
     * anything asks for them. They lead to these replicas. A proxy that has to be replaced is left alone.
     *
     * @return a line for each proxy
     */
    synchronized List<String> ensureProxies(Collection<Replica> serving, AddressPlan addresses)
            throws InterruptedException {
        Inventory inventory = inventory();
        List<String> done = new ArrayList<>();
        for (ServicePlan service : plan.services()) {
            List<Proxy> present = inventory.proxies(service.proxy());
            Optional<Proxy> matching = inventory.proxy(service.proxy(), service.spec());
            if (matching.isEmpty()) {
                tools.proxies().requireNodePorts(service, present);
            }
            if (present.isEmpty()) {
                tools.proxies()
                        .create(service, addresses.forService(), ProxyServers.of(service, serving), inventory.names());
                done.add("made the proxy of service " + service.proxy().title());
            } else if (matching.isPresent()
                    && !matching.get().isRunning()
                    && present.stream().noneMatch(Proxy::isRunning)) {
                start(service, matching.get(), serving, inventory, addresses);
                done.add("started the proxy of service " + service.proxy().title());
            }
        }
        return done;
    }

    /**
     * Leads those Services of a workload to its ready replicas that no running replica serves otherwise: what starts
     * together may need each other to become ready, and where nothing serves there is nothing to protect.
     */
    synchronized void leadEarly(WorkloadPlan workload, Set<String> readyIds) {
        Inventory inventory = inventory();
        List<Replica> ready = inventory.replicas().stream()
                .filter(replica -> readyIds.contains(replica.id()))
                .toList();
        Set<String> others = inventory.replicas().stream()
                .filter(replica -> replica.isRunning() && !readyIds.contains(replica.id()))
                .map(Replica::address)
                .collect(Collectors.toUnmodifiableSet());
        for (ServicePlan service : plan.selecting(workload)) {
            boolean matches = inventory
                    .proxy(service.proxy(), service.spec())
                    .filter(Proxy::isRunning)
                    .isPresent();
            if (matches && tools.proxies().addresses(service).stream().noneMatch(others::contains)) {
                tools.proxies().forget(tools.proxies().lead(service, ProxyServers.of(service, ready)));
            }
        }
    }

    /**
     * Leads every Service to the plan's replicas, and replaces proxies whose ports or checks changed. Returns the servers
     * that serve no longer.
     */
    synchronized List<ServiceProxies.Drained> leadAll(Optional<Progress> progress) throws InterruptedException {
        Inventory inventory = inventory();
        List<ServiceProxies.Drained> drained = new ArrayList<>();
        for (ServicePlan service : plan.services()) {
            List<ProxyPlan.Server> servers = ProxyServers.of(service, inventory.replicas());
            if (inventory.proxy(service.proxy(), service.spec()).isEmpty()) {
                List<Proxy> old = inventory.proxies(service.proxy());
                tools.proxies().replace(service, old, keptAddresses(old), servers, inventory.names());
                progress.ifPresent(to -> to.step(
                        Progress.Verb.ROLL_OUT,
                        service.proxy().title(),
                        "its ports or checks changed: the service was replaced, with a gap of about a second"));
            } else if (!tools.proxies().leads(service, servers)) {
                drained.addAll(tools.proxies().lead(service, servers));
            }
        }
        progress.ifPresent(this::tellNodePorts);
        return drained;
    }

    private void tellNodePorts(Progress progress) {
        Inventory inventory = inventory();
        for (ServicePlan service : plan.services()) {
            inventory
                    .proxy(service.proxy(), service.spec())
                    .ifPresent(proxy -> proxy.nodePorts()
                            .forEach((port, machinePort) -> progress.step(
                                    Progress.Verb.ROLL_OUT,
                                    service.proxy().title(),
                                    "port " + port + " at " + NodePorts.ADDRESS + ":" + machinePort)));
        }
    }

    /** Removes the proxies, and files of proxies, that the plan has no use for. */
    synchronized List<String> prune() {
        EnvironmentName environment = plan.release().environment();
        List<String> done = new ArrayList<>();
        for (Proxy proxy : inventory().proxies()) {
            if (!proxy.isWantedBy(plan)) {
                tools.proxies().remove(proxy);
                done.add("removed a proxy of service " + proxy.service());
            }
        }
        tools.proxies().keepOnly(environment, plan.services());
        return done;
    }

    private void start(
            ServicePlan service, Proxy proxy, Collection<Replica> serving, Inventory inventory, AddressPlan addresses)
            throws InterruptedException {
        try {
            tools.proxies().start(service, proxy, ProxyServers.of(service, serving));
        } catch (EngineUnavailableException e) {
            throw e;
        } catch (EngineException e) {
            // Its network or address may be gone, which only a new one gets over.
            tools.proxies().remove(proxy);
            tools.proxies()
                    .create(service, addresses.forService(), ProxyServers.of(service, serving), inventory.names());
        }
    }

    /** A Service's address outlives its proxies. */
    private static Map<Namespace, String> keptAddresses(List<Proxy> old) {
        return old.stream()
                .map(Proxy::addresses)
                .findFirst()
                .orElseThrow(() -> new RolloutException("the proxy of a service was removed from outside"));
    }

    private Inventory inventory() {
        return Inventory.take(tools.engine().containers(), plan.release().environment());
    }
}
