package dev.longshore.project.manifest;

import dev.longshore.project.problem.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A {@code Service} of API group core/v1: a stable name and address for the pods that its selector finds. TCP only.
 *
 * @param type LoadBalancer is read as {@code NODE_PORT}
 */
public record Service(
        ObjectKey key, Position position, Map<String, String> selector, List<Port> ports, boolean headless, Type type)
        implements KubernetesObject {
    public enum Type {
        CLUSTER_IP,
        /** Also offered at ports of the machine's loopback address. */
        NODE_PORT
    }

    /**
     * @param applicationProtocol {@code appProtocol} of the API, such as {@code http}
     * @param nodePort the machine's port that is asked for; empty lets the cluster choose
     */
    public record Port(
            Position position,
            Optional<String> name,
            int port,
            PortReference target,
            Optional<String> applicationProtocol,
            OptionalInt nodePort) {}

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
