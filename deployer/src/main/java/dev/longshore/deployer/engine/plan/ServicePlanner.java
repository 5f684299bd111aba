package dev.longshore.deployer.engine.plan;

import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Probe;
import dev.longshore.project.manifest.Service;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.route.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes the plans of Services. Pure. */
public final class ServicePlanner {
    private static final Set<String> HTTP_PROTOCOLS = Set.of("http", "kubernetes.io/ws");

    private final EnvironmentName environment;
    private final List<WorkloadPlan> workloads;
    private final List<Route> routes;
    private final Function<ProxyPlan, String> fingerprint;

    /** @param fingerprint changes when a proxy has to be replaced */
    public ServicePlanner(
            EnvironmentName environment,
            List<WorkloadPlan> workloads,
            List<Route> routes,
            Function<ProxyPlan, String> fingerprint) {
        this.environment = environment;
        this.workloads = workloads;
        this.routes = routes;
        this.fingerprint = fingerprint;
    }

    /**
     * Empty for a headless Service, whose names belong to the replicas themselves; one that a route leads to has a proxy,
     * as the gateway needs an address that stays, but the proxy has none of the names.
     */
    public Optional<ServicePlan> plan(Service service) {
        if (service.headless() && routes.stream().noneMatch(route -> leadsTo(route, service))) {
            return Optional.empty();
        }
        List<WorkloadPlan> selected = workloads.stream()
                .filter(workload -> service.selects(workload.workload()))
                .toList();
        ProxyPlan proxy = new ProxyPlan(
                environment,
                service.key().namespace(),
                service.key().name(),
                service.headless() ? Map.of() : ServiceNames.in(service),
                service.ports().stream()
                        .map(port -> port(service, port, selected))
                        .toList(),
                nodePorts(service));
        return Optional.of(new ServicePlan(service, proxy, selected, fingerprint.apply(proxy)));
    }

    private static List<ProxyPlan.NodePort> nodePorts(Service service) {
        return service.type() == Service.Type.NODE_PORT
                ? service.ports().stream()
                        .map(port -> new ProxyPlan.NodePort(port.port(), port.nodePort()))
                        .toList()
                : List.of();
    }

    private ProxyPlan.Port port(Service service, Service.Port port, List<WorkloadPlan> selected) {
        ProxyPlan.Mode mode = speaksHttp(service, port, selected) ? ProxyPlan.Mode.HTTP : ProxyPlan.Mode.TCP;
        return new ProxyPlan.Port(port.port(), mode, check(mode, port, selected));
    }

    /** A declared protocol decides; else what else is known to ask the port over HTTP. */
    private boolean speaksHttp(Service service, Service.Port port, List<WorkloadPlan> selected) {
        if (port.applicationProtocol().isPresent()) {
            return HTTP_PROTOCOLS.contains(port.applicationProtocol().get());
        }
        boolean named = port.name()
                .filter(name -> name.equals("http") || name.startsWith("http-"))
                .isPresent();
        return named
                || routes.stream().anyMatch(route -> leadsTo(route, service) && route.servicePort() == port.port())
                || selected.stream()
                        .anyMatch(workload -> isProbedByHttp(workload.pod().having(port.target()), port));
    }

    private static boolean isProbedByHttp(Container container, Service.Port port) {
        Optional<Probe.Action> action = container.probes().readiness().map(Probe::action);
        return action.isPresent()
                && action.get() instanceof Probe.HttpGet get
                && !get.tls()
                && container.resolve(get.port()).isPresent()
                && container.resolve(get.port()).equals(container.resolve(port.target()));
    }

    /**
     * The readiness probe, when all workloads have the same. Without one only HTTP servers are checked: others count or
     * log connections that say nothing (MySQL shuts such a client out).
     */
    private static Optional<HealthCheck> check(ProxyPlan.Mode mode, Service.Port port, List<WorkloadPlan> selected) {
        Set<Optional<Probe>> probes = selected.stream()
                .map(workload -> workload.pod().having(port.target()).probes().readiness())
                .collect(Collectors.toSet());
        if (probes.size() == 1 && probes.iterator().next().isPresent()) {
            return HealthCheck.of(probes.iterator().next().get());
        }
        return mode == ProxyPlan.Mode.HTTP ? Optional.of(HealthCheck.CONNECTION) : Optional.empty();
    }

    private static boolean leadsTo(Route route, Service service) {
        return route.namespace() == service.key().namespace()
                && route.service().equals(service.key().name());
    }
}
