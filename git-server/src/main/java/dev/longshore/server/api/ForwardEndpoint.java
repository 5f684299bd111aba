package dev.longshore.server.api;

import dev.longshore.deployer.Cluster;
import dev.longshore.server.access.Action;
import dev.longshore.server.stream.StreamDoor;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/** Connects to a port of a microservice, with the connection's bytes on a websocket: {@link ForwardStream}. */
final class ForwardEndpoint implements Endpoint {
    private static final int MAX_PORT = 65_535;

    private final MicroserviceLookup lookup;
    private final Cluster cluster;
    private final StreamDoor door;

    ForwardEndpoint(MicroserviceLookup lookup, Cluster cluster, StreamDoor door) {
        this.lookup = lookup;
        this.cluster = cluster;
        this.door = door;
    }

    @Override
    public Pattern path() {
        return Pattern.compile(MicroserviceLookup.PATH + "/forward");
    }

    @Override
    public Action action() {
        return Action.ENTER_CONTAINERS;
    }

    @Override
    public void answer(Call call, HttpServletResponse response) throws ApiException, IOException {
        MicroserviceLookup.Found found = lookup.find(call);
        int port = Math.toIntExact(call.number("port")
                .filter(number -> number > 0 && number <= MAX_PORT)
                .orElseThrow(() -> ApiException.badRequest("port must be a number from 1 to " + MAX_PORT)));
        Streams.open(door, call, response, new ForwardStream(cluster, found, port, call.text("pod"), call.user()));
    }
}
