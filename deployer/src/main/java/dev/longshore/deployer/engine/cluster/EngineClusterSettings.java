package dev.longshore.deployer.engine.cluster;

import dev.longshore.deployer.engine.network.AddressPool;
import dev.longshore.project.route.GatewayAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * How a machine's engine is used as a cluster.
 *
 * @param files the cluster's own directory, at the same path on the engine's machine; kept private to this user
 * @param routes the gateway's route directory
 * @param gateway where routes are reached from outside
 * @param addresses what the networks of all environments are cut from
 * @param proxyImage an image with HAProxy 2.6 or newer in its {@code PATH}
 * @param firewallImage what keeps containers from the machine and from other environments; empty keeps them from nothing
 * @param progressDeadline how long a workload may make no progress when its manifest doesn't say
 */
public record EngineClusterSettings(
        Path files,
        Path routes,
        GatewayAddress gateway,
        AddressPool addresses,
        String proxyImage,
        Optional<String> firewallImage,
        Duration progressDeadline,
        Clock clock) {
    public static final String DEFAULT_PROXY_IMAGE = "haproxy:2.6-alpine";
    public static final String DEFAULT_FIREWALL_IMAGE = "longshore/firewall:4";
    public static final Duration DEFAULT_PROGRESS_DEADLINE = Duration.ofMinutes(2);

    /** The usual settings for these directories and this gateway. */
    public static EngineClusterSettings of(Path files, Path routes, GatewayAddress gateway) {
        return new EngineClusterSettings(
                files,
                routes,
                gateway,
                AddressPool.DEFAULT,
                DEFAULT_PROXY_IMAGE,
                Optional.of(DEFAULT_FIREWALL_IMAGE),
                DEFAULT_PROGRESS_DEADLINE,
                Clock.systemUTC());
    }

    public EngineClusterSettings withAddresses(AddressPool pool) {
        return new EngineClusterSettings(
                files, routes, gateway, pool, proxyImage, firewallImage, progressDeadline, clock);
    }

    public EngineClusterSettings withFirewallImage(Optional<String> image) {
        return new EngineClusterSettings(files, routes, gateway, addresses, proxyImage, image, progressDeadline, clock);
    }

    public EngineClusterSettings withProgressDeadline(Duration deadline) {
        return new EngineClusterSettings(files, routes, gateway, addresses, proxyImage, firewallImage, deadline, clock);
    }

    public EngineClusterSettings withClock(Clock other) {
        return new EngineClusterSettings(
                files, routes, gateway, addresses, proxyImage, firewallImage, progressDeadline, other);
    }
}
