package dev.longshore.server;

import dev.longshore.project.route.GatewayAddress;
import dev.longshore.server.push.step.Rooms;

/** Makes the rooms of a server once its data directory is its own. */
public interface RoomsFactory {
    Rooms create(DataDirectory data, GatewayAddress gateway);
}
