package dev.longshore.server;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a server runs.
 *
 * @param port 0 lets the system choose
 * @param gatewayPort where the gateway listens
 * @param domain below which environments have their host names
 * @param heartbeat the longest time that a push is silent
 * @param imagesAtOnce how many images are built or fetched at the same time
 * @param imageDeadline how long the building or fetching of one image may take
 * @param reconcilePeriod how often it is seen to that what is live runs
 * @param stopGrace how long a running push may go on when the server is told to stop
 */
public record Settings(
        Path dataDirectory,
        int port,
        int gatewayPort,
        String domain,
        Duration heartbeat,
        int imagesAtOnce,
        Duration imageDeadline,
        Duration reconcilePeriod,
        Duration stopGrace) {
    public static final int DEFAULT_PORT = 8080;
    public static final int DEFAULT_GATEWAY_PORT = 8000;
    public static final String DEFAULT_DOMAIN = "localhost";

    public Settings {
        requirePort("the server's port", port, 0);
        requirePort("the gateway's port", gatewayPort, 1);
        if (imagesAtOnce < 1) {
            throw new IllegalArgumentException("at least one image must be built at a time");
        }
    }

    public static Settings defaults(Path dataDirectory) {
        return new Settings(
                dataDirectory,
                DEFAULT_PORT,
                DEFAULT_GATEWAY_PORT,
                DEFAULT_DOMAIN,
                Duration.ofSeconds(5),
                2,
                Duration.ofMinutes(30),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1));
    }

    public Settings withPorts(int server, int gateway) {
        return new Settings(
                dataDirectory,
                server,
                gateway,
                domain,
                heartbeat,
                imagesAtOnce,
                imageDeadline,
                reconcilePeriod,
                stopGrace);
    }

    public Settings withDomain(String name) {
        return new Settings(
                dataDirectory,
                port,
                gatewayPort,
                name,
                heartbeat,
                imagesAtOnce,
                imageDeadline,
                reconcilePeriod,
                stopGrace);
    }

    public Settings withHeartbeat(Duration silence) {
        return new Settings(
                dataDirectory,
                port,
                gatewayPort,
                domain,
                silence,
                imagesAtOnce,
                imageDeadline,
                reconcilePeriod,
                stopGrace);
    }

    public Settings withStopGrace(Duration grace) {
        return new Settings(
                dataDirectory,
                port,
                gatewayPort,
                domain,
                heartbeat,
                imagesAtOnce,
                imageDeadline,
                reconcilePeriod,
                grace);
    }

    public Settings withImageDeadline(Duration limit) {
        return new Settings(
                dataDirectory, port, gatewayPort, domain, heartbeat, imagesAtOnce, limit, reconcilePeriod, stopGrace);
    }

    private static void requirePort(String what, int port, int lowest) {
        if (port < lowest || port > 65_535) {
            throw new IllegalArgumentException(what + " must be between " + lowest + " and 65535");
        }
    }
}
