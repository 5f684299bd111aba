package dev.longshore.deployer.engine;

import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Probe;
import dev.longshore.project.manifest.Service;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * When a replica counts as ready: when its startup probe has passed once and its readiness probe as often as it asks;
 * without a readiness probe when every port that a Service leads to accepts connections; without either when it has
 * stayed up for a while.
 *
 * @param ports in ascending order; empty when there is a readiness probe
 */
record ReadinessRule(Optional<Probe> startup, Optional<Probe> readiness, List<Integer> ports) {
    static ReadinessRule of(Container container, Collection<Service> services) {
        List<Integer> targets = services.stream()
                .flatMap(service -> service.ports().stream())
                .flatMapToInt(port -> container.resolve(port.target()).stream())
                .distinct()
                .sorted()
                .boxed()
                .toList();
        Optional<Probe> readiness = container.probes().readiness();
        return new ReadinessRule(container.probes().startup(), readiness, readiness.isPresent() ? List.of() : targets);
    }
}
