package dev.longshore.deployer.engine;

import dev.longshore.project.route.GatewayAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * How a machine's engine is used as a cluster.
 *
 * @param files the cluster's own directory, at the same path on the engine's machine; kept private to this user
 * @param routes the gateway's route directory
 * @param gateway where routes are reached from outside
 * @param addresses what the networks of all environments are cut from
 * @param proxyImage an image with HAProxy 2.6 or newer in its {@code PATH}
 * @param progressDeadline how long a workload may make no progress when its manifest doesn't say
 */
public record EngineClusterSettings(
        Path files,
        Path routes,
        GatewayAddress gateway,
        AddressPool addresses,
        String proxyImage,
        Duration progressDeadline,
        Clock clock) {
    public static final String DEFAULT_PROXY_IMAGE = "haproxy:2.6-alpine";
    public static final Duration DEFAULT_PROGRESS_DEADLINE = Duration.ofMinutes(2);

    /** The usual settings for these directories and this gateway. */
    public static EngineClusterSettings of(Path files, Path routes, GatewayAddress gateway) {
        return new EngineClusterSettings(
                files,
                routes,
                gateway,
                AddressPool.DEFAULT,
                DEFAULT_PROXY_IMAGE,
                DEFAULT_PROGRESS_DEADLINE,
                Clock.systemUTC());
    }
}
