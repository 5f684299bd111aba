package dev.longshore.server;

import dev.longshore.builder.BuildPlanner;
import dev.longshore.builder.BuildSandbox;
import dev.longshore.builder.EngineImageBuilder;
import dev.longshore.builder.inprocess.InProcessBuilder;
import dev.longshore.deployer.engine.EngineCluster;
import dev.longshore.deployer.engine.cluster.EngineClusterSettings;
import dev.longshore.deployer.engine.network.AddressPool;
import dev.longshore.engine.BuildLimits;
import dev.longshore.engine.Engine;
import dev.longshore.engine.EngineAddress;
import dev.longshore.engine.docker.DockerEngine;
import dev.longshore.project.route.GatewayAddress;
import dev.longshore.server.push.step.Rooms;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The rooms on this machine's container engine, the one that {@code DOCKER_HOST} names. */
public final class EngineRooms implements RoomsFactory {
    private final EngineAddress address;
    private final Duration patience;
    private final AddressPool addresses;
    private final boolean isolated;
    private final BuildLimits buildLimits;

    /**
     * @param environment the variables of the process
     * @param patience how long the engine may take to answer
     * @param addresses what the networks of all environments are cut from
     * @param isolated whether containers are kept from this machine and from other environments
     * @param buildLimits of every step of every build
     */
    public EngineRooms(
            Map<String, String> environment,
            Duration patience,
            AddressPool addresses,
            boolean isolated,
            BuildLimits buildLimits) {
        this.address = EngineAddress.fromEnvironment(environment);
        this.patience = patience;
        this.addresses = addresses;
        this.isolated = isolated;
        this.buildLimits = buildLimits;
    }

    @Override
    public Rooms create(DataDirectory data, GatewayAddress gateway) {
        Engine engine = DockerEngine.connect(address, patience);
        EngineCluster cluster = new EngineCluster(engine, settings(data, gateway));
        BuildSandbox sandbox = new BuildSandbox(cluster::buildNetwork, buildLimits);
        InProcessBuilder inProcess = new InProcessBuilder(engine.images());
        return new Rooms(
                new BuildPlanner(reference -> engine.images().find(reference).isPresent()),
                environment -> new EngineImageBuilder(engine, environment, sandbox, inProcess, Clock.systemUTC()),
                cluster);
    }

    private EngineClusterSettings settings(DataDirectory data, GatewayAddress gateway) {
        EngineClusterSettings usual = EngineClusterSettings.of(data.cluster(), data.gatewayRoutes(), gateway)
                .withAddresses(addresses);
        return isolated ? usual : usual.withFirewallImage(Optional.empty());
    }
}
