package dev.longshore.cli.server;

import dev.longshore.cli.json.JsonObject;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;

/** What the server's HTTP API does with the claims of one environment. */
public final class ClaimsApi {
    private static final String ARCHIVE = "application/gzip";

    private final ServerApi api;
    private final String base;

    /** @param environment the path of the environment */
    ClaimsApi(ServerApi api, String environment) {
        this.api = api;
        this.base = environment + "/claims";
    }

    public ServerUrl server() {
        return api.server();
    }

    public List<Claim> list() {
        return api.json(base, answer -> answer.objects("claims", ClaimsApi::claim));
    }

    /**
     * A claim's data as a compressed tar while it arrives. The caller closes it. One that breaks off is no backup.
     *
     * @param stop whether what uses the claim is stopped meanwhile
     */
    public InputStream backUp(Claim claim, boolean stop) {
        return api.openSlowly(path(claim) + "/backup", "POST", ServerApi.json(Map.of("stop", stop)), ServerApi.JSON)
                .body();
    }

    /**
     * Puts a compressed tar in the place of a claim's data, and returns when what uses it is ready. Nothing is sent to a
     * server that wouldn't take it.
     */
    public void restore(Claim claim, HttpRequest.BodyPublisher archive) {
        api.discard(api.open(path(claim) + "/data"));
        api.discard(api.openSlowly(path(claim) + "/data", "PUT", archive, ARCHIVE));
    }

    public void remove(Claim claim) {
        api.delete(path(claim));
    }

    private String path(Claim claim) {
        return base + "/" + claim.namespace() + "/" + claim.name();
    }

    private static Claim claim(JsonObject json) {
        return new Claim(
                json.text("name"),
                json.text("namespace"),
                json.optionalNumber("sizeBytes"),
                json.texts("usedBy"),
                json.optionalInstant("unusedSince"));
    }
}
