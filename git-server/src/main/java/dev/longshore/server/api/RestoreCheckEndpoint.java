package dev.longshore.server.api;

import dev.longshore.server.access.Action;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;

/** Says whether a {@linkplain RestoreClaimEndpoint restore} could begin now, so that nobody sends much data in vain. */
final class RestoreCheckEndpoint implements Endpoint {
    private final Claims claims;

    RestoreCheckEndpoint(Claims claims) {
        this.claims = claims;
    }

    @Override
    public Pattern path() {
        return Pattern.compile(ClaimDataEndpoint.PATH + RestoreClaimEndpoint.PATH);
    }

    @Override
    public Action action() {
        return Action.MANAGE_DATA;
    }

    @Override
    public void answer(Call call, HttpServletResponse response) throws ApiException {
        claims.requireNoRollout(claims.environment(call));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
