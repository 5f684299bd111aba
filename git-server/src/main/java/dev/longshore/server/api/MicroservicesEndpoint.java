package dev.longshore.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.server.access.Action;
import dev.longshore.server.store.ReleaseJournal;
import dev.longshore.server.store.StoredEnvironment;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** What runs: the environment's microservices and the platform's. */
final class MicroservicesEndpoint implements Endpoint {
    private final EnvironmentLookup lookup;
    private final ReleaseJournal releases;
    private final MicroserviceList microservices;
    private final PlatformList platform;

    MicroservicesEndpoint(
            EnvironmentLookup lookup, ReleaseJournal releases, MicroserviceList microservices, PlatformList platform) {
        this.lookup = lookup;
        this.releases = releases;
        this.microservices = microservices;
        this.platform = platform;
    }

    @Override
    public Pattern path() {
        return Pattern.compile(EnvironmentLookup.PATH + "/microservices");
    }

    @Override
    public Action action() {
        return Action.READ;
    }

    @Override
    public void answer(Call call, HttpServletResponse response) throws ApiException, IOException {
        StoredEnvironment environment = lookup.find(call.name(0), call.name(1));
        List<MicroserviceRow> rows = releases.live(environment.id())
                .map(live -> microservices.rows(environment, live))
                .orElse(List.of());
        ObjectNode body = Json.object();
        add(body.putArray("microservices"), rows);
        add(body.putArray("platform"), platform.rows());
        Json.write(response, body);
    }

    private static void add(ArrayNode array, List<MicroserviceRow> rows) {
        rows.forEach(row -> array.add(row.json()));
    }
}
