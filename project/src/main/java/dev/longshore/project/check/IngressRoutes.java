package dev.longshore.project.check;

import dev.longshore.project.manifest.Ingress;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PortReference;
import dev.longshore.project.manifest.Service;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.problem.Suggestion;
import dev.longshore.project.route.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes that Ingresses ask for, beside those of {@code conf/routes.yaml}. */
final class IngressRoutes {
    private final ProjectObjects objects;
    private final Problems problems;

    IngressRoutes(ProjectObjects objects, Problems problems) {
        this.objects = objects;
        this.problems = problems;
    }

    /**
     * The given routes and those of all Ingresses, each of which must lead to a port of a Service and be the only one of
     * its host and path.
     */
    List<Route> addTo(List<Route> routes) {
        List<Route> all = new ArrayList<>(routes);
        Map<String, Route> places = new HashMap<>();
        routes.forEach(route -> places.put(place(route), route));
        for (Ingress ingress : objects.all(Ingress.class)) {
            for (Ingress.Rule rule : ingress.rules()) {
                route(ingress, rule).ifPresent(route -> {
                    refuseDouble(route, Optional.ofNullable(places.putIfAbsent(place(route), route)));
                    all.add(route);
                });
            }
        }
        return all;
    }

    private Optional<Route> route(Ingress ingress, Ingress.Rule rule) {
        ObjectKey key = new ObjectKey(Kind.SERVICE, ingress.key().namespace(), rule.service());
        Optional<Service> service = objects.find(key, Service.class);
        if (service.isEmpty()) {
            unknown(
                    rule,
                    "Ingress \"" + ingress.key().name() + "\" leads to service \"" + rule.service()
                            + "\", which isn't in this project",
                    rule.service(),
                    objects.names(Kind.SERVICE, ingress.key().namespace()));
            return Optional.empty();
        }
        Optional<Service.Port> port = service.get().ports().stream()
                .filter(candidate -> matches(candidate, rule.port()))
                .findFirst();
        if (port.isEmpty()) {
            List<String> ports = service.get().ports().stream()
                    .map(candidate -> rule.port().number().isPresent()
                            ? Integer.toString(candidate.port())
                            : candidate.name().orElse(""))
                    .filter(name -> !name.isEmpty())
                    .toList();
            unknown(
                    rule,
                    "Ingress \"" + ingress.key().name() + "\" leads to port " + rule.port() + " of service \""
                            + rule.service() + "\", which has "
                            + (ports.isEmpty() ? "no such port" : String.join(", ", ports)),
                    rule.port().text(),
                    rule.port().number().isPresent() ? List.of() : ports);
        }
        return port.map(found -> new Route(
                rule.position(),
                rule.subdomain(),
                rule.path(),
                ingress.key().namespace(),
                rule.service(),
                found.port(),
                rule.path()));
    }

    private static boolean matches(Service.Port port, PortReference reference) {
        return reference.number().isPresent()
                ? port.port() == reference.number().getAsInt()
                : port.name().equals(Optional.of(reference.text()));
    }

    private static String place(Route route) {
        return route.subdomain() + route.path();
    }

    private void refuseDouble(Route route, Optional<Route> earlier) {
        String subdomain = route.subdomain().isEmpty() ? "@" : route.subdomain();
        earlier.ifPresent(first -> problems.error(
                route.position(),
                "route \"" + subdomain + "\" has the path " + route.path() + " twice; the first is at "
                        + first.position()));
    }

    private void unknown(Ingress.Rule rule, String message, String written, List<String> known) {
        Problem problem = Problem.error(rule.position(), message);
        problems.add(Suggestion.hint(written, known).map(problem::withHint).orElse(problem));
    }
}
