package dev.longshore.server.api;

import dev.longshore.server.access.Action;
import dev.longshore.server.access.SshKeys;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;

/** Removes one of the caller's keys: nothing can be begun with it from then on. */
final class RemoveSshKeyEndpoint implements Endpoint {
    private final SshKeys keys;

    RemoveSshKeyEndpoint(SshKeys keys) {
        this.keys = keys;
    }

    @Override
    public Pattern path() {
        return Pattern.compile("/user/ssh-keys/([0-9]{1,15})");
    }

    @Override
    public String method() {
        return "DELETE";
    }

    @Override
    public Action action() {
        return Action.MANAGE_OWN_KEYS;
    }

    @Override
    public void answer(Call call, HttpServletResponse response) throws ApiException {
        if (!keys.remove(call.user(), Long.parseLong(call.name(0)))) {
            throw ApiException.notFound("you have no such key");
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
