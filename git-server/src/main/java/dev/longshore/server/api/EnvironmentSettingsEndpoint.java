package dev.longshore.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.server.access.Action;
import dev.longshore.server.push.PushService;
import dev.longshore.server.store.Environments;
import dev.longshore.server.store.StoredEnvironment;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Changes how an environment takes pushes: {@code {"forcePush": "allow" | "refuse", "deployBranch": "<branch>"}}, either
 * or both; answers with all of it as it is now.
 */
final class EnvironmentSettingsEndpoint implements Endpoint {
    private static final String FORCE_PUSH = "forcePush";
    private static final String DEPLOY_BRANCH = "deployBranch";

    private final EnvironmentLookup lookup;
    private final Environments environments;
    private final PushService pushes;

    EnvironmentSettingsEndpoint(EnvironmentLookup lookup, Environments environments, PushService pushes) {
        this.lookup = lookup;
        this.environments = environments;
        this.pushes = pushes;
    }

    @Override
    public Pattern path() {
        return Pattern.compile(EnvironmentLookup.PATH + "/settings");
    }

    @Override
    public Action action() {
        return Action.MANAGE_ENVIRONMENT;
    }

    @Override
    public String method() {
        return "PATCH";
    }

    @Override
    public void answer(Call call, HttpServletResponse response) throws ApiException, IOException {
        StoredEnvironment environment = lookup.find(call.name(0), call.name(1));
        JsonNode body = call.body();
        requireKnown(body);
        Optional<String> policy = text(body, FORCE_PUSH);
        if (policy.isPresent() && !List.of("allow", "refuse").contains(policy.get())) {
            throw ApiException.badRequest(FORCE_PUSH + " must be \"allow\" or \"refuse\"");
        }
        Optional<String> branch = text(body, DEPLOY_BRANCH);
        if (branch.isPresent()) {
            Optional<String> reason = pushes.deployFrom(environment, branch.get());
            if (reason.isPresent()) {
                throw ApiException.conflict(reason.get());
            }
        }
        policy.ifPresent(chosen -> environments.allowForcePush(environment.id(), chosen.equals("allow")));
        boolean allowed = lookup.find(call.name(0), call.name(1)).allowsForcePush();
        Json.write(
                response,
                Json.object()
                        .put(FORCE_PUSH, allowed ? "allow" : "refuse")
                        .put(DEPLOY_BRANCH, pushes.deployBranch(environment)));
    }

    private static void requireKnown(JsonNode body) throws ApiException {
        List<String> unknown = new ArrayList<>();
        body.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(List.of(FORCE_PUSH, DEPLOY_BRANCH));
        if (!unknown.isEmpty() || body.isEmpty()) {
            throw ApiException.badRequest("settings are " + FORCE_PUSH + " and " + DEPLOY_BRANCH);
        }
    }

    private static Optional<String> text(JsonNode body, String field) throws ApiException {
        JsonNode value = body.get(field);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw ApiException.badRequest(field + " must be a text");
        }
        return Optional.of(value.textValue());
    }
}
