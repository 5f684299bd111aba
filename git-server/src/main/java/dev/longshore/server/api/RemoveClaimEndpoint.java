package dev.longshore.server.api;

import dev.longshore.deployer.ClaimName;
import dev.longshore.server.store.StoredEnvironment;
import jakarta.servlet.http.HttpServletResponse;

/** Deletes the data of a claim that the live release doesn't use. */
final class RemoveClaimEndpoint extends ClaimDataEndpoint {
    RemoveClaimEndpoint(Claims claims) {
        super(claims, "DELETE", "", "removed with its data");
    }

    @Override
    void work(StoredEnvironment environment, ClaimName claim, Call call, HttpServletResponse response)
            throws ApiException {
        claims().alone(environment, live -> claims().data().remove(environment.name(), claim, live));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
