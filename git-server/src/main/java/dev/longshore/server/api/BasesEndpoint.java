package dev.longshore.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.builder.PinnedBase;
import dev.longshore.server.access.Action;
import dev.longshore.server.store.BaseImageLocks;
import dev.longshore.server.store.StoredEnvironment;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the names of base images mean for an environment, since when, and which microservices use them. */
final class BasesEndpoint implements Endpoint {
    private final EnvironmentLookup lookup;
    private final BaseImageLocks locks;
    private final LiveBases live;

    BasesEndpoint(EnvironmentLookup lookup, BaseImageLocks locks, LiveBases live) {
        this.lookup = lookup;
        this.locks = locks;
        this.live = live;
    }

    @Override
    public Pattern path() {
        return Pattern.compile(EnvironmentLookup.PATH + "/bases");
    }

    @Override
    public Action action() {
        return Action.READ;
    }

    @Override
    public void answer(Call call, HttpServletResponse response) throws ApiException, IOException {
        StoredEnvironment environment = lookup.find(call.name(0), call.name(1));
        Map<String, SortedSet<String>> users = live.users(environment);
        List<BaseImageLocks.Held> moving = locks.held(environment.id()).stream()
                .filter(held -> !PinnedBase.isFixed(held.base().reference()))
                .toList();
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("bases");
        for (BaseImageLocks.Held held : moving) {
            PinnedBase base = held.base();
            ObjectNode row = list.addObject().put("reference", base.reference()).put("imageId", base.id());
            base.digest().ifPresent(digest -> row.put("digest", digest));
            row.put("since", held.since().toString());
            Set<String> usedBy = users.getOrDefault(base.reference(), new TreeSet<>());
            usedBy.forEach(row.putArray("usedBy")::add);
        }
        Json.write(response, body);
    }
}
