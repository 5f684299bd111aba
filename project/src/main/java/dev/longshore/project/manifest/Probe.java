package dev.longshore.project.manifest;

import java.time.Duration;
import java.util.List;

/** A question to a container whose answer says whether it is ready, alive or started; defaults as in the API. */
public record Probe(
        Action action,
        Duration initialDelay,
        Duration period,
        Duration timeout,
        int successThreshold,
        int failureThreshold) {
    public sealed interface Action permits HttpGet, TcpSocket, Exec, Grpc {}

    /** Passes on a status from 200 to 399. */
    public record HttpGet(String path, PortReference port, boolean tls, List<Header> headers) implements Action {}

    public record Header(String name, String value) {}

    /** Passes when the port accepts a connection. */
    public record TcpSocket(PortReference port) implements Action {}

    /** Passes when the command exits with 0. */
    public record Exec(List<String> command) implements Action {}

    /**
     * Passes when the server's health service (grpc.health.v1, the gRPC health checking protocol) says SERVING.
     *
     * @param service what is asked about; empty for the server as a whole
     */
    public record Grpc(int port, String service) implements Action {}
}
