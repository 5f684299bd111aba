package dev.longshore.cli.server;

import dev.longshore.cli.json.JsonObject;
import java.util.List;
import java.util.Map;

/** The caller's keys for SSH. */
public final class SshKeysApi {
    private static final String PATH = "/api/v1/user/ssh-keys";

    private final ServerApi api;

    /**
     * The keys, and the server that they are for.
     *
     * @param serverUrl {@code ssh://git@localhost:2222}
     * @param hostKeys the fingerprints by which the server is known
     */
    public record Listing(List<SshKey> keys, String serverUrl, List<String> hostKeys) {}

    public SshKeysApi(ServerApi api) {
        this.api = api;
    }

    public Listing list() {
        return api.json(PATH, answer -> {
            JsonObject server = answer.object("server").orElseGet(JsonObject::empty);
            return new Listing(
                    answer.objects("sshKeys", SshKeysApi::key), server.text("url"), server.texts("hostKeys"));
        });
    }

    /** @param line a line in OpenSSH's format */
    public SshKey add(String line) {
        return api.send("POST", PATH, Map.of("key", line), SshKeysApi::key);
    }

    public void remove(SshKey key) {
        api.delete(PATH + "/" + key.id());
    }

    private static SshKey key(JsonObject json) {
        return new SshKey(
                json.number("id"),
                json.text("type"),
                json.number("bits"),
                json.text("fingerprint"),
                json.text("comment"),
                json.instant("addedAt"),
                json.optionalInstant("lastUsedAt"));
    }
}
