package dev.longshore.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.server.access.Action;
import dev.longshore.server.store.PushJournal;
import dev.longshore.server.store.PushRecord;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/** The newest pushes of an environment, newest first. */
final class PushesEndpoint implements Endpoint {
    private static final long DEFAULT_LIMIT = 20;
    private static final long MAX_LIMIT = 1000;

    private final EnvironmentLookup lookup;
    private final PushJournal pushes;

    PushesEndpoint(EnvironmentLookup lookup, PushJournal pushes) {
        this.lookup = lookup;
        this.pushes = pushes;
    }

    @Override
    public Pattern path() {
        return Pattern.compile(EnvironmentLookup.PATH + "/pushes");
    }

    @Override
    public Action action() {
        return Action.READ;
    }

    @Override
    public void answer(Call call, HttpServletResponse response) throws ApiException, IOException {
        long environment = lookup.find(call.name(0), call.name(1)).id();
        int limit = (int) Math.min(call.number("limit").orElse(DEFAULT_LIMIT), MAX_LIMIT);
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("pushes");
        pushes.newest(environment, limit).forEach(push -> list.add(json(push)));
        Json.write(response, body);
    }

    private static ObjectNode json(PushRecord push) {
        ObjectNode json = Json.object()
                .put("id", push.id())
                .put("state", push.state().text())
                .put("kind", push.kind().text())
                .put("branch", push.branch())
                .put("commit", push.commit())
                .put("subject", push.subject())
                .put("by", push.by());
        push.release().ifPresent(release -> json.put("release", release));
        push.targetRelease().ifPresent(target -> json.put("targetRelease", target));
        push.forcedFrom().ifPresent(tip -> json.put("forcedFrom", tip));
        json.put("startedAt", push.startedAt().toString());
        push.finishedAt()
                .ifPresentOrElse(
                        finished -> json.put("finishedAt", finished.toString()),
                        () -> json.put("stage", push.stage().text()));
        return json.put("reason", push.reason());
    }
}
