package dev.longshore.project.manifest;

import dev.longshore.project.problem.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A {@code Service} of API group core/v1: a stable name and address for the pods that its selector finds. TCP only. */
public record Service(
        ObjectKey key, Position position, Map<String, String> selector, List<Port> ports, boolean headless)
        implements KubernetesObject {
    /** @param applicationProtocol {@code appProtocol} of the API, such as {@code http} */
    public record Port(
            Position position,
            Optional<String> name,
            int port,
            PortReference target,
            Optional<String> applicationProtocol) {}

    public Service {
        selector = Map.copyOf(selector);
        ports = List.copyOf(ports);
    }

    /** Whether this finds the pods of a workload. A service without a selector finds none. */
    public boolean selects(Workload workload) {
        return key.namespace() == workload.key().namespace()
                && !selector.isEmpty()
                && workload.template().labels().entrySet().containsAll(selector.entrySet());
    }
}
