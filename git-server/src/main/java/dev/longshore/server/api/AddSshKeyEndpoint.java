package dev.longshore.server.api;

import dev.longshore.server.access.Action;
import dev.longshore.server.access.SshKeys;
import dev.longshore.server.access.SshPublicKey;
import dev.longshore.server.access.SshPublicKey.NotAKeyException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/** Adds the key in {@code key} to the caller's: 201, or 200 when they had it already. */
final class AddSshKeyEndpoint implements Endpoint {
    private final SshKeys keys;

    AddSshKeyEndpoint(SshKeys keys) {
        this.keys = keys;
    }

    @Override
    public Pattern path() {
        return Pattern.compile("/user/ssh-keys");
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public Action action() {
        return Action.MANAGE_OWN_KEYS;
    }

    @Override
    public void answer(Call call, HttpServletResponse response) throws ApiException, IOException {
        SshKeys.Outcome outcome;
        try {
            outcome = keys.add(
                    call.user(), SshPublicKey.parse(call.body().path("key").asText()));
        } catch (NotAKeyException e) {
            throw ApiException.badRequest(String.valueOf(e.getMessage()));
        }
        if (outcome instanceof SshKeys.Refused refused) {
            throw ApiException.conflict(refused.reason());
        }
        if (outcome instanceof SshKeys.Added added) {
            response.setStatus(added.isNew() ? HttpServletResponse.SC_CREATED : HttpServletResponse.SC_OK);
            Json.write(response, SshKeyJson.of(added.key()));
        }
    }
}
