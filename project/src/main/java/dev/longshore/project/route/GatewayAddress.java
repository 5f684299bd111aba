package dev.longshore.project.route;

import dev.longshore.project.name.EnvironmentName;
import java.net.URI;

/**
 * Where the gateway is reached from outside.
 *
 * @param domain below which every environment has its own, such as {@code localhost}
 * @param port the port that browsers use
 */
public record GatewayAddress(String domain, int port) {
    /** The host name of a route: {@code api.shop.localhost}. */
    public String host(EnvironmentName environment, Route route) {
        String environmentDomain = environment.value() + "." + domain;
        return route.subdomain().isEmpty() ? environmentDomain : route.subdomain() + "." + environmentDomain;
    }

    /** The address to open for a route: {@code http://api.shop.localhost:8000/}. */
    public URI url(EnvironmentName environment, Route route) {
        String authority = host(environment, route) + (port == 80 ? "" : ":" + port);
        return URI.create("http://" + authority + route.path());
    }
}
