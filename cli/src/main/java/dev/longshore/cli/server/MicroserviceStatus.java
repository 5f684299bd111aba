package dev.longshore.cli.server;

import dev.longshore.cli.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All about one microservice.
 *
 * @param createdAt when its first release was made
 * @param ports of its Services, in their order
 * @param workloads as the list of microservices has them
 */
public record MicroserviceStatus(
        String name,
        String namespace,
        Optional<Instant> createdAt,
        List<Port> ports,
        List<Microservices.Microservice> workloads,
        List<Pod> pods) {
    /**
     * A port of a Service.
     *
     * @param target the port of the containers that it leads to
     */
    public record Port(int number, int target) {}

    /**
     * A pod.
     *
     * @param detail why it doesn't run; empty when it does
     */
    public record Pod(
            String name, String state, int restarts, Instant createdAt, List<String> containers, String detail) {}

    static MicroserviceStatus read(JsonObject json) {
        return new MicroserviceStatus(
                json.text("name"),
                json.text("namespace"),
                json.optionalInstant("createdAt"),
                json.objects("ports", MicroserviceStatus::port),
                json.objects("workloads", EnvironmentApi::microservice),
                json.objects("pods", MicroserviceStatus::pod));
    }

    private static Port port(JsonObject json) {
        return new Port((int) json.number("port"), (int) json.number("target"));
    }

    private static Pod pod(JsonObject json) {
        return new Pod(
                json.text("name"),
                json.text("state"),
                (int) json.number("restarts"),
                json.instant("createdAt"),
                json.texts("containers"),
                json.text("detail"));
    }
}
