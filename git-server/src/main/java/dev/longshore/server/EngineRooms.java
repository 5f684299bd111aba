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
import java.util.Map;

/** The rooms on this machine's container engine, the one that {@code DOCKER_HOST} names. */
public final class EngineRooms implements RoomsFactory {
    private final EngineAddress address;

    /** @param environment the variables of the process */
    public EngineRooms(Map<String, String> environment) {
        this.address = EngineAddress.fromEnvironment(environment);
    }

    @Override
    public Rooms create(DataDirectory data, GatewayAddress gateway) {
        Engine engine = DockerEngine.connect(address);
        return new Rooms(
                new BuildPlanner(reference -> engine.images().find(reference).isPresent()),
                environment -> new EngineImageBuilder(engine, environment, Clock.systemUTC()),
                new EngineCluster(engine, EngineClusterSettings.of(data.cluster(), data.gatewayRoutes(), gateway)));
    }
}
