package dev.longshore.deployer.engine.service;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.concurrent.Await;
import dev.longshore.deployer.engine.files.ClusterDirectory;
import dev.longshore.deployer.engine.files.FileFailure;
import dev.longshore.deployer.engine.plan.ProxyPlan;
import dev.longshore.deployer.engine.plan.ServicePlan;
import dev.longshore.engine.Containers;
import dev.longshore.engine.Engine;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The proxies that are Services: made, led to other replicas while they run, replaced, removed. */
public final class ServiceProxies {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceProxies.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration STOP_GRACE = Duration.ofSeconds(1);

    private final Engine engine;
    private final ClusterDirectory cluster;
    private final String image;
    private final Await await;
    private final NodePorts nodePorts;

    public ServiceProxies(Engine engine, ClusterDirectory cluster, String image, Await await) {
        this.engine = engine;
        this.cluster = cluster;
        this.image = image;
        this.await = await;
        this.nodePorts = new NodePorts(engine.containers());
    }

    /**
     * A server that takes no new requests and is to be removed once it has finished those it has.
     *
     * @param http whether its sessions end by themselves
     */
    public record Drained(HaproxyRuntime runtime, String path, boolean http) {}

    /** Makes the proxy of a Service and starts it; it answers when this returns. */
    public void create(
            ServicePlan plan, Map<Namespace, String> addresses, Collection<ProxyPlan.Server> servers, Set<String> names)
            throws InterruptedException {
        start(plan, prepare(plan, addresses, nodePorts.of(plan, List.of()), servers, names));
    }

    /** @throws RolloutException when a port that the Service asks for isn't to be had, beside what its present proxies have */
    public void requireNodePorts(ServicePlan plan, Collection<Proxy> present) {
        nodePorts.of(plan, present);
    }

    /** Starts a proxy that was stopped, with these servers. */
    public void start(ServicePlan plan, Proxy proxy, Collection<ProxyPlan.Server> servers) throws InterruptedException {
        directory(plan).write(HaproxyConfig.render(plan.proxy(), servers));
        start(plan, proxy.id());
    }

    /**
     * Replaces proxies of a Service by one of another kind at the same addresses. Only one can have them at a time, so
     * the Service has a gap of about a second.
     */
    public void replace(
            ServicePlan plan,
            Collection<Proxy> old,
            Map<Namespace, String> addresses,
            Collection<ProxyPlan.Server> servers,
            Set<String> names)
            throws InterruptedException {
        String id = prepare(plan, addresses, nodePorts.of(plan, old), servers, names);
        old.forEach(proxy -> engine.containers().stop(proxy.id(), STOP_GRACE));
        start(plan, id);
        old.forEach(proxy -> engine.containers().remove(proxy.id()));
    }

    /**
     * Leads a running proxy to these servers and no others, without losing a request; also after its next start. Returns
     * the servers that it no longer uses.
     */
    public List<Drained> lead(ServicePlan plan, Collection<ProxyPlan.Server> servers) {
        ProxyDirectory directory = directory(plan);
        HaproxyRuntime runtime = new HaproxyRuntime(directory.socket());
        Map<String, ProxyPlan.Server> wanted = new TreeMap<>();
        servers.forEach(server -> wanted.put(path(server), server));
        try {
            // In this order: a server that dies in between must find that the proxy may differ from its file.
            directory.markUnsettled();
            directory.write(HaproxyConfig.render(plan.proxy(), servers));
            List<Drained> drained = new ArrayList<>();
            Map<String, HaproxyRuntime.ServerState> present = runtime.servers().stream()
                    .collect(Collectors.toMap(HaproxyRuntime.ServerState::path, server -> server));
            for (Map.Entry<String, ProxyPlan.Server> server : wanted.entrySet()) {
                HaproxyRuntime.ServerState state = present.get(server.getKey());
                if (state == null) {
                    runtime.add(
                            server.getKey(),
                            HaproxyConfig.parameters(plan.proxy(), server.getValue()),
                            isChecked(plan, server.getValue()));
                } else {
                    // Also one that only seems to be in: a server that was drained and then failed its checks is told
                    // to be down, and would stay drained when a new replica has its address.
                    runtime.ready(server.getKey());
                }
            }
            for (HaproxyRuntime.ServerState server : present.values()) {
                if (!wanted.containsKey(server.path())) {
                    runtime.drain(server.path());
                    drained.add(new Drained(runtime, server.path(), isHttp(plan, server.backend())));
                }
            }
            directory.markSettled();
            return drained;
        } catch (IOException e) {
            throw new RolloutException(
                    "the proxy of service " + plan.proxy().title() + " can't be led to the new replicas: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Returns when these servers have finished the requests that they have, or at the limit. */
    public void awaitFinished(Collection<Drained> servers, Duration limit) throws InterruptedException {
        await.until(() -> servers.stream().noneMatch(ServiceProxies::isBusy), limit);
    }

    /** Removes servers from their proxies, with whatever still goes on with them. */
    public void forget(Collection<Drained> servers) {
        for (Drained server : servers) {
            try {
                server.runtime().remove(server.path());
            } catch (IOException e) {
                // It stays drained, so that nothing reaches it, until the Service's next change drops it.
                LOG.debug("server {} can't be removed from its proxy yet", server.path(), e);
            }
        }
    }

    /** The addresses that a running proxy sends requests to. */
    public Set<String> addresses(ServicePlan plan) {
        return addresses(directory(plan).socket());
    }

    /** The addresses that the environment's running proxies send requests to, whatever release they belong to. */
    public Set<String> addresses(EnvironmentName environment) {
        Path proxies = ProxyDirectory.proxies(cluster, environment);
        if (!Files.isDirectory(proxies)) {
            return Set.of();
        }
        try (Stream<Path> directories = Files.list(proxies)) {
            return directories
                    .flatMap(directory -> addresses(ProxyDirectory.socket(directory)).stream())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw FileFailure.of("can't list " + proxies, e);
        }
    }

    private static Set<String> addresses(Path socket) {
        try {
            return new HaproxyRuntime(socket)
                    .servers().stream()
                            .filter(server -> !server.isOut())
                            .map(HaproxyRuntime.ServerState::address)
                            .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            return Set.of();
        }
    }

    /** Whether the proxy, if it runs, leads to exactly these servers. */
    public boolean leads(ServicePlan plan, Collection<ProxyPlan.Server> servers) {
        ProxyDirectory directory = directory(plan);
        return directory.isSettled()
                && directory.read().equals(Optional.of(HaproxyConfig.render(plan.proxy(), servers)));
    }

    public void remove(Proxy proxy) {
        engine.containers().stop(proxy.id(), STOP_GRACE);
        engine.containers().remove(proxy.id());
    }

    /** Removes the files of proxies that aren't in the plan. */
    public void keepOnly(EnvironmentName environment, Collection<ServicePlan> plans) {
        Path proxies = ProxyDirectory.proxies(cluster, environment);
        if (!Files.isDirectory(proxies)) {
            return;
        }
        Set<String> wanted = plans.stream().map(plan -> directory(plan).name()).collect(Collectors.toUnmodifiableSet());
        try (Stream<Path> directories = Files.list(proxies)) {
            directories
                    .filter(directory ->
                            !wanted.contains(directory.getFileName().toString()))
                    .forEach(cluster::delete);
        } catch (IOException e) {
            throw FileFailure.of("can't list " + proxies, e);
        }
    }

    private String prepare(
            ServicePlan plan,
            Map<Namespace, String> addresses,
            Map<Integer, Integer> machinePorts,
            Collection<ProxyPlan.Server> servers,
            Set<String> names) {
        ProxyDirectory directory = directory(plan);
        directory.write(HaproxyConfig.render(plan.proxy(), servers));
        directory.markSettled();
        if (engine.images().find(image).isEmpty()) {
            engine.images().pull(image, line -> {});
        }
        return engine.containers()
                .create(ProxyContainer.specification(plan, image, addresses, machinePorts, directory, names));
    }

    private void start(ServicePlan plan, String id) throws InterruptedException {
        Containers containers = engine.containers();
        containers.start(id);
        HaproxyRuntime runtime = new HaproxyRuntime(directory(plan).socket());
        if (!await.until(runtime::answers, START_LIMIT)) {
            List<String> output = new ArrayList<>();
            containers.logs(id, new Containers.LogRequest(false, Optional.of(3)), line -> output.add(line.text()));
            throw new RolloutException("the proxy of service " + plan.proxy().title() + " doesn't start"
                    + (output.isEmpty() ? "" : ": " + String.join("; ", output)));
        }
    }

    private ProxyDirectory directory(ServicePlan plan) {
        return new ProxyDirectory(cluster, plan.proxy(), plan.spec());
    }

    private static boolean isBusy(Drained drained) {
        try {
            return drained.http()
                    && drained.runtime().servers().stream()
                            .anyMatch(server -> server.path().equals(drained.path()) && server.sessions() > 0);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isChecked(ServicePlan plan, ProxyPlan.Server server) {
        return plan.proxy()
                .port(server.servicePort())
                .flatMap(ProxyPlan.Port::check)
                .isPresent();
    }

    private static boolean isHttp(ServicePlan plan, String backend) {
        return plan.proxy().ports().stream()
                .anyMatch(port -> port.mode() == ProxyPlan.Mode.HTTP
                        && HaproxyConfig.backend(port.number()).equals(backend));
    }

    private static String path(ProxyPlan.Server server) {
        return HaproxyConfig.backend(server.servicePort()) + "/" + server.name();
    }
}
