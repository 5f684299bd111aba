package dev.longshore.server;

import dev.longshore.project.route.GatewayAddress;
import dev.longshore.server.push.Rooms;
import java.util.Map;

/** The rooms on this machine's container engine. */
final class EngineRooms implements RoomsFactory {
    private final Map<String, String> environment;

    EngineRooms(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Rooms create(DataDirectory data, GatewayAddress gateway) {
        throw new IllegalStateException("no engine " + environment.size() + data.cluster() + gateway);
    }
}
