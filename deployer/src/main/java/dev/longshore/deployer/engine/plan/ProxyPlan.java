package dev.longshore.deployer.engine.plan;

import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The proxy that is a Service: its names and ports. Which replicas it leads to is no part of it, as that changes while it
 * runs.
 *
 * @param aliases the names by which each network knows it
 */
public record ProxyPlan(
        EnvironmentName environment,
        Namespace namespace,
        String service,
        Map<Namespace, List<String>> aliases,
        List<Port> ports,
        List<NodePort> nodePorts) {
    public enum Mode {
        HTTP,
        TCP
    }

    public record Port(int number, Mode mode, Optional<HealthCheck> check) {}

    /**
     * A port of the Service that the machine offers on its loopback address.
     *
     * @param wanted the machine's port; empty for any that is free
     */
    public record NodePort(int servicePort, OptionalInt wanted) {}

    /**
     * A replica behind one port of the Service.
     *
     * @param checkPort where the health check asks
     */
    public record Server(int servicePort, String address, int port, int checkPort) {
        /** Unique among the servers of a port. */
        public String name() {
            return address + ":" + port;
        }
    }

    public String title() {
        return namespace == Namespace.USER ? service : service + "." + namespace.value();
    }

    public Optional<Port> port(int number) {
        return ports.stream().filter(port -> port.number() == number).findFirst();
    }
}
