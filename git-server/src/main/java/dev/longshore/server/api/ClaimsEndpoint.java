package dev.longshore.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.deployer.ClaimName;
import dev.longshore.deployer.ClaimStatus;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.server.access.Action;
import dev.longshore.server.store.StoredEnvironment;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The claims that have data, who uses them, and since when nobody does. */
final class ClaimsEndpoint implements Endpoint {
    private final Claims claims;
    private final ClaimHistory history;

    ClaimsEndpoint(Claims claims, ClaimHistory history) {
        this.claims = claims;
        this.history = history;
    }

    @Override
    public Pattern path() {
        return Pattern.compile(EnvironmentLookup.PATH + "/claims");
    }

    @Override
    public Action action() {
        return Action.READ;
    }

    @Override
    public void answer(Call call, HttpServletResponse response) throws ApiException, IOException {
        StoredEnvironment environment = claims.environment(call);
        List<ClaimStatus> found = claims.data().list(environment.name(), claims.live(environment));
        Map<ClaimName, Instant> unusedSince = history.unusedSince(
                environment.id(),
                found.stream()
                        .filter(claim -> claim.usedBy().isEmpty())
                        .map(ClaimStatus::name)
                        .toList());
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("claims");
        for (ClaimStatus claim : found) {
            ObjectNode row = list.addObject()
                    .put("name", claim.name().name())
                    .put("namespace", claim.name().namespace().value());
            claim.sizeBytes().ifPresent(size -> row.put("sizeBytes", size));
            ArrayNode users = row.putArray("usedBy");
            claim.usedBy().stream().map(ObjectKey::name).distinct().forEach(users::add);
            Optional.ofNullable(unusedSince.get(claim.name()))
                    .ifPresent(time -> row.put("unusedSince", time.toString()));
        }
        Json.write(response, body);
    }
}
