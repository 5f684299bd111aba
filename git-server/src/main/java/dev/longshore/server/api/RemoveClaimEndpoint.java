package dev.longshore.server.api;

import dev.longshore.deployer.ClaimName;
import dev.longshore.server.access.Action;
import dev.longshore.server.store.StoredEnvironment;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;

/** Deletes the data of a claim that the live release doesn't use. */
final class RemoveClaimEndpoint implements Endpoint {
    private final Claims claims;

    RemoveClaimEndpoint(Claims claims) {
        this.claims = claims;
    }

    @Override
    public Pattern path() {
        return Pattern.compile(Claims.PATH);
    }

    @Override
    public String method() {
        return "DELETE";
    }

    @Override
    public Action action() {
        return Action.MANAGE_DATA;
    }

    @Override
    public void answer(Call call, HttpServletResponse response) throws ApiException {
        StoredEnvironment environment = claims.environment(call);
        ClaimName claim = Claims.name(call);
        claims.alone(environment, live -> claims.data().remove(environment.name(), claim, live));
        Claims.record(environment, claim, "removed with its data", call);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
