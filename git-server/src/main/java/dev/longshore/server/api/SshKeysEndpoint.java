package dev.longshore.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.server.access.Action;
import dev.longshore.server.access.SshKeys;
import dev.longshore.server.ssh.GitSsh;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/** The caller's keys for SSH, and what they are for: the server's address and the fingerprints by which it is known. */
final class SshKeysEndpoint implements Endpoint {
    private final SshKeys keys;
    private final GitSsh ssh;

    SshKeysEndpoint(SshKeys keys, GitSsh ssh) {
        this.keys = keys;
        this.ssh = ssh;
    }

    @Override
    public Pattern path() {
        return Pattern.compile("/user/ssh-keys");
    }

    @Override
    public Action action() {
        return Action.MANAGE_OWN_KEYS;
    }

    @Override
    public void answer(Call call, HttpServletResponse response) throws IOException {
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("sshKeys");
        keys.list(call.user()).forEach(key -> list.add(SshKeyJson.of(key)));
        ObjectNode server = body.putObject("server").put("url", ssh.url());
        ArrayNode hostKeys = server.putArray("hostKeys");
        ssh.fingerprints().forEach(hostKeys::add);
        Json.write(response, body);
    }
}
