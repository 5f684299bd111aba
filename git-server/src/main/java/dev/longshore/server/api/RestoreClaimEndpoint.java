package dev.longshore.server.api;

import dev.longshore.deployer.ClaimData;
import dev.longshore.deployer.ClaimException;
import dev.longshore.deployer.ClaimName;
import dev.longshore.server.store.StoredEnvironment;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.eclipse.jetty.io.EofException;

/**
 * Puts a compressed tar in the place of a claim's data, once all of it has arrived, and answers when what uses the claim
 * is ready with it.
 */
final class RestoreClaimEndpoint extends ClaimDataEndpoint {
    static final String TYPE = "application/gzip";

    /** Behind that of the claim. */
    static final String PATH = "/data";

    RestoreClaimEndpoint(Claims claims) {
        super(claims, "PUT", PATH, "restored");
    }

    @Override
    public String bodyType() {
        return TYPE;
    }

    @Override
    void work(StoredEnvironment environment, ClaimName claim, Call call, HttpServletResponse response)
            throws ApiException, IOException {
        claims().requireNoRollout(environment);
        try (ClaimData.Replacement replacement =
                read(environment, claim, call.request().getInputStream())) {
            claims().alone(environment, replacement::putInPlace);
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private ClaimData.Replacement read(StoredEnvironment environment, ClaimName claim, InputStream body)
            throws ApiException, IOException {
        try {
            return claims().data().read(environment.name(), claim, new GZIPInputStream(body));
        } catch (ZipException | EOFException e) {
            drain(body);
            throw ApiException.badRequest("the archive can't be restored: it isn't a .tar.gz; nothing is changed");
        } catch (ClaimException e) {
            drain(body);
            throw e;
        }
    }

    /** Whoever is still sending reads the answer only afterwards. */
    private static void drain(InputStream body) throws EofException {
        try {
            body.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new EofException(e);
        }
    }
}
