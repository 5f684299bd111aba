package dev.longshore.gateway.route;

import java.util.Optional;

/**
 * Where one request goes.
 *
 * @param microservice for messages and logs
 * @param path what the upstream sees, encoded as the client sent it, without the query
 * @param domain the domain of the route's environment, such as {@code shop.localhost}
 */
public record Target(String microservice, String host, int port, String path, Optional<String> domain) {
    /** For logs: {@code api (10.89.1.4:80)}. */
    public String description() {
        return microservice + " (" + host + ":" + port + ")";
    }
}
