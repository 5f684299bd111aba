package dev.longshore.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.deployer.ClaimName;
import dev.longshore.project.release.Release;
import dev.longshore.server.access.Action;
import dev.longshore.server.store.StoredEnvironment;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.io.EofException;

/**
 * A claim's data as a compressed tar, while it is being read. With {@code {"stop": true}} what uses the claim is stopped
 * meanwhile. An answer that doesn't come to its end is no backup.
 */
final class BackUpClaimEndpoint implements Endpoint {
    private final Claims claims;

    BackUpClaimEndpoint(Claims claims) {
        this.claims = claims;
    }

    @Override
    public Pattern path() {
        return Pattern.compile(Claims.PATH + "/backup");
    }

    /** No GET, which a page of another site could have a browser send: it may stop what runs. */
    @Override
    public String method() {
        return "POST";
    }

    @Override
    public Action action() {
        return Action.MANAGE_DATA;
    }

    @Override
    public void answer(Call call, HttpServletResponse response) throws ApiException, IOException {
        StoredEnvironment environment = claims.environment(call);
        ClaimName claim = Claims.name(call);
        boolean stop = stop(call.body());
        response.setContentType(RestoreClaimEndpoint.TYPE);
        GZIPOutputStream archive = new GZIPOutputStream(response.getOutputStream());
        try {
            if (stop) {
                claims.alone(environment, live -> backUpStopped(environment, live, claim, archive));
            } else {
                claims.data().backUp(environment.name(), claim, archive);
            }
        } catch (UncheckedIOException e) {
            throw new EofException(e);
        }
        // Not closed when something went wrong: half an archive must not look like a whole one.
        archive.finish();
        Claims.record(environment, claim, "backed up", call);
    }

    private void backUpStopped(
            StoredEnvironment environment, Optional<Release> live, ClaimName claim, GZIPOutputStream archive) {
        if (live.isPresent()) {
            claims.data().backUpStopped(live.get(), claim, archive);
        } else {
            claims.data().backUp(environment.name(), claim, archive);
        }
    }

    private static boolean stop(JsonNode body) throws ApiException {
        JsonNode stop = body.path("stop");
        if (!stop.isMissingNode() && !stop.isBoolean()) {
            throw ApiException.badRequest("stop must be true or false");
        }
        return stop.asBoolean();
    }
}
