package dev.longshore.gateway;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a gateway runs.
 *
 * @param routes the directory with the routes
 * @param port 0 for any free port
 * @param idleTimeout how long a connection may be silent while a request is under way
 * @param drainTimeout how long requests may go on after the order to stop
 */
public record GatewaySettings(Path routes, int port, Duration idleTimeout, Duration drainTimeout) {
    public static GatewaySettings of(Path routes, int port) {
        return new GatewaySettings(routes, port, Duration.ofMinutes(5), Duration.ofSeconds(20));
    }
}
