package dev.longshore.project.conf;

import dev.longshore.project.yaml.YamlFields;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlScalar;
import dev.longshore.project.yaml.YamlSequence;

/** The options of a route that the gateway doesn't give yet: what would open a service to more people is an error. */
final class RouteOptions {
    private static final String OPEN_TO_ALL =
            "isn't supported yet, and without it everybody could use the service; remove the route until it is";

    private RouteOptions() {}

    static void check(YamlFields route) {
        route.mapping("authorizationPolicy", "an authorizationPolicy").ifPresent(policy -> {
            if (!policy.list("restrictToRoles").isEmpty()) {
                policy.refuse("restrictToRoles", OPEN_TO_ALL);
            }
            policy.accept("noSessionRedirectUrl", "noAccessRedirectUrl");
            policy.finish();
        });
        if (!route.list("restrictToRoles").isEmpty()) {
            route.refuse("restrictToRoles", OPEN_TO_ALL);
        }
        if (route.flag("enableAuth", false)) {
            route.warnOf("enableAuth", "has no effect yet: there are no sessions, every request is anonymous");
        }
        if (!route.flag("enableWebsockets", true)) {
            route.warnOf("enableWebsockets", "has no effect yet: websockets stay enabled");
        }
        if (route.node("corsPolicy").filter(RouteOptions::addsHeaders).isPresent()) {
            route.warnOf("corsPolicy", "has no effect yet: the service answers CORS requests itself");
        }
        route.flag("enableCORS", true);
        if (!route.text("locationDirectives").orElse("").isBlank()) {
            route.warnOf("locationDirectives", "has no effect: the gateway isn't nginx");
        }
    }

    /** {@code upstream} leaves it to the service, as does an empty list. */
    private static boolean addsHeaders(YamlNode policy) {
        return policy instanceof YamlSequence origins
                ? !origins.items().isEmpty()
                : !(policy instanceof YamlScalar scalar && scalar.text().equals("upstream"));
    }
}
