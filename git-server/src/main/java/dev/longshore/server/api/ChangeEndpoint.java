package dev.longshore.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.server.access.Action;
import dev.longshore.server.push.LiveChanges;
import dev.longshore.server.push.LiveChanges.RefusedChangeException;
import dev.longshore.server.push.request.MicroserviceChange;
import dev.longshore.server.push.request.MicroserviceChange.Scale;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/** Changes a microservice without a commit: answers with the id of the push that this is, whose log tells the rest. */
final class ChangeEndpoint implements Endpoint {
    private final MicroserviceLookup lookup;
    private final LiveChanges changes;
    private final String method;
    private final String path;
    private final Reading reading;

    /** Reads what is asked for of a microservice. */
    @FunctionalInterface
    private interface Reading {
        MicroserviceChange read(Call call, MicroserviceLookup.Found found) throws ApiException, IOException;
    }

    private ChangeEndpoint(
            MicroserviceLookup lookup, LiveChanges changes, String method, String path, Reading reading) {
        this.lookup = lookup;
        this.changes = changes;
        this.method = method;
        this.path = path;
        this.reading = reading;
    }

    static ChangeEndpoint restart(MicroserviceLookup lookup, LiveChanges changes) {
        return new ChangeEndpoint(
                lookup,
                changes,
                "POST",
                "/restart",
                (call, found) -> new MicroserviceChange.Restart(
                        found.namespace(), found.microservice().name()));
    }

    static ChangeEndpoint scale(MicroserviceLookup lookup, LiveChanges changes) {
        return new ChangeEndpoint(
                lookup,
                changes,
                "POST",
                "/scale",
                (call, found) ->
                        new Scale(found.namespace(), found.microservice().name(), replicas(call.body())));
    }

    static ChangeEndpoint remove(MicroserviceLookup lookup, LiveChanges changes) {
        return new ChangeEndpoint(
                lookup,
                changes,
                "DELETE",
                "",
                (call, found) -> new MicroserviceChange.Remove(
                        found.namespace(), found.microservice().name()));
    }

    @Override
    public Pattern path() {
        return Pattern.compile(MicroserviceLookup.PATH + path);
    }

    @Override
    public Action action() {
        return Action.PUSH;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public void answer(Call call, HttpServletResponse response) throws ApiException, IOException {
        MicroserviceLookup.Found found = lookup.find(call);
        MicroserviceChange change = reading.read(call, found);
        try {
            long push = changes.request(found.environment(), found.live(), change, call.user());
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
            Json.write(response, Json.object().put("id", push));
        } catch (RefusedChangeException e) {
            throw ApiException.conflict(String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            throw ApiException.unavailable(String.valueOf(e.getMessage()));
        }
    }

    private static int replicas(JsonNode body) throws ApiException {
        JsonNode value = body.path("replicas");
        if (!value.isInt() || value.intValue() < 0 || value.intValue() > Scale.MAX_REPLICAS) {
            throw ApiException.badRequest("replicas must be a number from 0 to " + Scale.MAX_REPLICAS);
        }
        return value.intValue();
    }
}
