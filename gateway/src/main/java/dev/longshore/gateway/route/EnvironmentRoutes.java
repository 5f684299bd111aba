package dev.longshore.gateway.route;

import dev.longshore.project.route.RouteTable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One environment's table under its name. */
record EnvironmentRoutes(String environment, RouteTable table) {
    /**
     * The domain below which the environment has its hosts. Host names are {@code <environment>.<domain>} or
     * {@code <subdomain>.<environment>.<domain>}; where both readings fit the longer domain is returned, so that it never
     * reaches into another environment's hosts.
     */
    Optional<String> domainOf(String host) {
        List<String> labels = Arrays.asList(host.split("\\.", -1));
        if (labels.get(0).equals(environment)) {
            return Optional.of(host);
        }
        return labels.size() > 2 && labels.get(1).equals(environment)
                ? Optional.of(host.substring(host.indexOf('.') + 1))
                : Optional.empty();
    }
}
