package dev.longshore.deployer.engine.plan;

import dev.longshore.project.manifest.PortReference;
import dev.longshore.project.manifest.Probe;
import dev.longshore.project.manifest.Service;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * When a replica counts as ready: when each of its containers is. A container is ready when its startup probe has passed once
 * and its readiness probe as often as it asks; without a readiness probe when every port of it that a Service leads to
 * accepts connections; without either when it has stayed up for a while.
 *
 * @param containers by the order in which they start
 */
public record ReadinessRule(List<OfContainer> containers) {
    /** @param ports in ascending order; empty when there is a readiness probe */
    public record OfContainer(
            String container, Optional<Probe> startup, Optional<Probe> readiness, List<Integer> ports) {
        public OfContainer {
            ports = List.copyOf(ports);
        }
    }

    public ReadinessRule {
        containers = List.copyOf(containers);
    }

    public static ReadinessRule of(PodPlan pod, Collection<Service> services) {
        List<PortReference> targets = services.stream()
                .flatMap(service -> service.ports().stream())
                .map(Service.Port::target)
                .toList();
        return new ReadinessRule(pod.lasting().stream()
                .map(plan -> {
                    Optional<Probe> readiness = plan.container().probes().readiness();
                    List<Integer> ports = targets.stream()
                            .filter(target ->
                                    readiness.isEmpty() && pod.having(target).equals(plan.container()))
                            .flatMapToInt(target -> plan.container().resolve(target).stream())
                            .distinct()
                            .sorted()
                            .boxed()
                            .toList();
                    return new OfContainer(
                            plan.name(), plan.container().probes().startup(), readiness, ports);
                })
                .toList());
    }

    public OfContainer of(String container) {
        return containers.stream()
                .filter(rule -> rule.container().equals(container))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no container " + container));
    }
}
