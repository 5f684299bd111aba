package dev.longshore.server.api;

import dev.longshore.deployer.Cluster;
import dev.longshore.server.access.Action;
import dev.longshore.server.stream.StreamDoor;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/** Runs a command in a container of a microservice, with its streams on a websocket: {@link ExecStream}. */
final class ExecEndpoint implements Endpoint {
    private final MicroserviceLookup lookup;
    private final Cluster cluster;
    private final StreamDoor door;

    ExecEndpoint(MicroserviceLookup lookup, Cluster cluster, StreamDoor door) {
        this.lookup = lookup;
        this.cluster = cluster;
        this.door = door;
    }

    @Override
    public Pattern path() {
        return Pattern.compile(MicroserviceLookup.PATH + "/exec");
    }

    @Override
    public Action action() {
        return Action.ENTER_CONTAINERS;
    }

    @Override
    public void answer(Call call, HttpServletResponse response) throws ApiException, IOException {
        MicroserviceLookup.Found found = lookup.find(call);
        ExecStream stream = new ExecStream(cluster, found, call.text("pod"), call.text("container"), call.user());
        Streams.open(door, call, response, stream);
    }
}
