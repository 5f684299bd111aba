package dev.longshore.server;

import dev.longshore.builder.BuildPlanner;
import dev.longshore.builder.EngineImageBuilder;
import dev.longshore.deployer.engine.EngineCluster;
import dev.longshore.deployer.engine.EngineClusterSettings;
import dev.longshore.engine.Engine;
import dev.longshore.engine.EngineAddress;
import dev.longshore.engine.docker.DockerEngine;
import dev.longshore.project.route.GatewayAddress;
import dev.longshore.server.push.Rooms;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The rooms on this machine's container engine, the one that {@code DOCKER_HOST} names. */
public final class EngineRooms implements RoomsFactory {
    private final EngineAddress address;
    private final Duration patience;

    /**
     * @param environment the variables of the process
     * @param patience how long the engine may take to answer
     */
    public EngineRooms(Map<String, String> environment, Duration patience) {
        this.address = EngineAddress.fromEnvironment(environment);
        this.patience = patience;
    }

    @Override
    public Rooms create(DataDirectory data, GatewayAddress gateway) {
        Engine engine = DockerEngine.connect(address, patience);
        return new Rooms(
                new BuildPlanner(reference -> engine.images().find(reference).isPresent()),
                environment -> new EngineImageBuilder(engine, environment, Clock.systemUTC()),
                new EngineCluster(engine, EngineClusterSettings.of(data.cluster(), data.gatewayRoutes(), gateway)));
    }
}
