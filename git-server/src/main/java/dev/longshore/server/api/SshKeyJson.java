package dev.longshore.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.server.access.StoredSshKey;

/** How the API shows a key. */
final class SshKeyJson {
    private SshKeyJson() {}

    static ObjectNode of(StoredSshKey stored) {
        ObjectNode json = Json.object()
                .put("id", stored.id())
                .put("type", stored.key().type())
                .put("bits", stored.key().bits())
                .put("fingerprint", stored.key().fingerprint())
                .put("comment", stored.key().comment())
                .put("addedAt", stored.addedAt().toString());
        stored.lastUsedAt().ifPresent(used -> json.put("lastUsedAt", used.toString()));
        return json;
    }
}
