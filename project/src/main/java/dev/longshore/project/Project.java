package dev.longshore.project;

import dev.longshore.project.route.Route;
import java.util.List;

/**
 * What a repository says at one commit.
 *
 * @param name as {@code hasura.yaml} gives it; for display only, the server names a project by its URL
 */
public record Project(String name, List<Microservice> microservices, List<Route> routes) {
    public Project {
        microservices = List.copyOf(microservices);
        routes = List.copyOf(routes);
    }
}
