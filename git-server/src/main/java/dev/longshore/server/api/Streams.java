package dev.longshore.server.api;

import dev.longshore.deployer.NoSuchPodException;
import dev.longshore.engine.EngineException;
import dev.longshore.server.stream.StreamClient;
import dev.longshore.server.stream.StreamDoor;
import dev.longshore.server.stream.StreamDoor.RefusedStreamException;
import dev.longshore.server.stream.StreamHandler;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What all streams of the API have in common: what goes wrong in one is told on it, as {@code {"problem": "…"}}. */
final class Streams {
    private Streams() {}

    static void open(StreamDoor door, Call call, HttpServletResponse response, StreamHandler handler)
            throws ApiException, IOException {
        try {
            door.open(call.user(), call.request(), response, client -> serve(handler, client));
        } catch (RefusedStreamException e) {
            String reason = String.valueOf(e.getMessage());
            throw e.temporary() ? ApiException.unavailable(reason) : ApiException.badRequest(reason);
        }
    }

    private static void serve(StreamHandler handler, StreamClient client) throws IOException, InterruptedException {
        try {
            handler.serve(client);
        } catch (NoSuchPodException | EngineException e) {
            client.send(
                    Json.object().put("problem", String.valueOf(e.getMessage())).toString());
        }
    }
}
