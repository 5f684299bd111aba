package dev.longshore.deployer.engine;

import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Probe;
import dev.longshore.project.manifest.Service;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A Service with the workloads that it selects.
 *
 * @param spec the fingerprint of the proxy; a proxy with another one has to be replaced
 */
record ServicePlan(Service service, ProxyPlan proxy, List<WorkloadPlan> workloads, String spec) {
    /** The servers behind the Service's ports when these replicas serve. */
    List<ProxyPlan.Server> servers(Collection<Replica> replicas) {
        return workloads.stream()
                .flatMap(workload -> replicas.stream()
                        .filter(replica -> replica.matches(workload))
                        .flatMap(replica -> servers(workload.pod(), replica)))
                .toList();
    }

    private Stream<ProxyPlan.Server> servers(PodPlan pod, Replica replica) {
        return service.ports().stream().flatMap(port -> {
            Container container = pod.having(port.target());
            OptionalInt target = container.resolve(port.target());
            if (target.isEmpty()) {
                return Stream.empty();
            }
            int checkPort = checkPort(container).orElse(target.getAsInt());
            return Stream.of(new ProxyPlan.Server(port.port(), replica.address(), target.getAsInt(), checkPort));
        });
    }

    private static OptionalInt checkPort(Container container) {
        Optional<Probe.Action> action = container.probes().readiness().map(Probe::action);
        if (action.isPresent() && action.get() instanceof Probe.HttpGet get) {
            return container.resolve(get.port());
        }
        return action.isPresent() && action.get() instanceof Probe.TcpSocket tcp
                ? container.resolve(tcp.port())
                : OptionalInt.empty();
    }
}
