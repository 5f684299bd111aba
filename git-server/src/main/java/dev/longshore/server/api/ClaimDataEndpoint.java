package dev.longshore.server.api;

import dev.longshore.deployer.ClaimName;
import dev.longshore.server.access.Action;
import dev.longshore.server.store.StoredEnvironment;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads or changes the data of one claim. Who does is on record. */
abstract class ClaimDataEndpoint implements Endpoint {
    /** The path of a claim; its groups are project, alias, namespace and name. */
    static final String PATH = EnvironmentLookup.PATH + "/claims/([^/]+)/([^/]+)";

    private static final Logger LOG = LoggerFactory.getLogger(ClaimDataEndpoint.class);

    private final Claims claims;
    private final String method;
    private final Pattern path;
    private final String done;

    /**
     * @param path behind that of the claim
     * @param done what has been done to the claim then, for the server's log
     */
    ClaimDataEndpoint(Claims claims, String method, String path, String done) {
        this.claims = claims;
        this.method = method;
        this.path = Pattern.compile(PATH + path);
        this.done = done;
    }

    abstract void work(StoredEnvironment environment, ClaimName claim, Call call, HttpServletResponse response)
            throws ApiException, IOException;

    final Claims claims() {
        return claims;
    }

    @Override
    public final Pattern path() {
        return path;
    }

    @Override
    public final String method() {
        return method;
    }

    @Override
    public final Action action() {
        return Action.MANAGE_DATA;
    }

    @Override
    public final void answer(Call call, HttpServletResponse response) throws ApiException, IOException {
        StoredEnvironment environment = claims.environment(call);
        ClaimName claim = name(call);
        work(environment, claim, call, response);
        LOG.info(
                "{}: claim {} was {} by {}",
                environment.name(),
                claim,
                done,
                call.user().name());
    }

    /** @throws ApiException when the path names none that could exist */
    private static ClaimName name(Call call) throws ApiException {
        return ClaimName.of(call.name(2), call.name(3))
                .orElseThrow(() -> ApiException.notFound("there is no claim " + call.name(3) + " in namespace "
                        + call.name(2) + "; see: hasura claim list"));
    }
}
