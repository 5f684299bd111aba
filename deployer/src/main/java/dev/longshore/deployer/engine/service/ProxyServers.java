package dev.longshore.deployer.engine.service;

import dev.longshore.deployer.engine.plan.PodPlan;
import dev.longshore.deployer.engine.plan.ProxyPlan;
import dev.longshore.deployer.engine.plan.ServicePlan;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Probe;
import dev.longshore.project.manifest.Service;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The servers behind the ports of a Service. */
public final class ProxyServers {
    private ProxyServers() {}

    /** When these replicas serve. */
    public static List<ProxyPlan.Server> of(ServicePlan plan, Collection<Replica> replicas) {
        return plan.workloads().stream()
                .flatMap(workload -> replicas.stream()
                        .filter(replica -> replica.matches(workload))
                        .flatMap(replica -> of(plan.service(), workload.pod(), replica)))
                .toList();
    }

    private static Stream<ProxyPlan.Server> of(Service service, PodPlan pod, Replica replica) {
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
