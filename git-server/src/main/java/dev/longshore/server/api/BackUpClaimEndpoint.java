package dev.longshore.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.deployer.ClaimData;
import dev.longshore.deployer.ClaimName;
import dev.longshore.server.store.StoredEnvironment;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.io.EofException;

/**
 * A claim's data as a compressed tar, while it is being read. With {@code {"stop": true}} what uses the claim is stopped
 * meanwhile. An answer that doesn't come to its end is no backup.
 *
 * <p>No GET, which a page of another site could have a browser send: it may stop what runs.
 */
final class BackUpClaimEndpoint extends ClaimDataEndpoint {
    BackUpClaimEndpoint(Claims claims) {
        super(claims, "POST", "/backup", "backed up");
    }

    @Override
    void work(StoredEnvironment environment, ClaimName claim, Call call, HttpServletResponse response)
            throws ApiException, IOException {
        boolean stop = stop(call.body());
        response.setContentType(RestoreClaimEndpoint.TYPE);
        GZIPOutputStream archive = new GZIPOutputStream(response.getOutputStream());
        ClaimData data = claims().data();
        try {
            if (stop) {
                claims().alone(environment, live -> data.backUpStopped(environment.name(), claim, live, archive));
            } else {
                data.backUp(environment.name(), claim, archive);
            }
        } catch (UncheckedIOException e) {
            throw new EofException(e);
        }
        // Not closed when something went wrong: half an archive must not look like a whole one.
        archive.finish();
    }

    private static boolean stop(JsonNode body) throws ApiException {
        JsonNode stop = body.path("stop");
        if (!stop.isMissingNode() && !stop.isBoolean()) {
            throw ApiException.badRequest("stop must be true or false");
        }
        return stop.asBoolean();
    }
}
