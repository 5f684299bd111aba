package dev.longshore.project.check;

import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.Service;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.problem.Suggestion;
import dev.longshore.project.route.Route;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether every route leads to a port of a Service. */
final class RouteCheck {
    /** What every project of the platform has routes for, whether it uses them or not. */
    private static final Set<String> PLATFORM_SERVICES =
            Set.of("auth", "console", "data", "filestore", "notify", "postgres");

    private final ProjectObjects objects;
    private final Problems problems;

    RouteCheck(ProjectObjects objects, Problems problems) {
        this.objects = objects;
        this.problems = problems;
    }

    /** The routes without those to microservices of the platform that aren't there. */
    List<Route> served(List<Route> routes) {
        return routes.stream().filter(this::isServed).toList();
    }

    private boolean isServed(Route route) {
        ObjectKey key = new ObjectKey(Kind.SERVICE, route.namespace(), route.service());
        String name = "route \"" + (route.subdomain().isEmpty() ? "@" : route.subdomain()) + "\"";
        Optional<Service> service = objects.find(key, Service.class);
        if (service.isPresent()) {
            checkPort(route, name, service.get());
            return true;
        }
        if (route.namespace() == Namespace.HASURA && PLATFORM_SERVICES.contains(route.service())) {
            problems.warning(
                    route.position(),
                    name + " is left out: there is no " + route.service() + " microservice of the platform yet");
            return false;
        }
        Problem problem = Problem.error(
                route.position(),
                name + " points to service \"" + route.service() + "\" in namespace \"" + route.namespace()
                        + "\", which isn't in this project");
        problems.add(Suggestion.hint(route.service(), objects.names(Kind.SERVICE, route.namespace()))
                .map(problem::withHint)
                .orElse(problem));
        return true;
    }

    private void checkPort(Route route, String name, Service service) {
        boolean known = service.ports().stream().anyMatch(port -> port.port() == route.servicePort());
        if (!known) {
            String ports = service.ports().stream()
                    .map(port -> Integer.toString(port.port()))
                    .collect(Collectors.joining(", "));
            problems.error(
                    route.position(),
                    name + " points to port " + route.servicePort() + " of service \"" + route.service()
                            + "\", which has " + (ports.isEmpty() ? "no port" : ports));
        }
    }
}
