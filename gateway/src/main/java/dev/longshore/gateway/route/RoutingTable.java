package dev.longshore.gateway.route;

import dev.longshore.project.route.RouteTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of all environments at one moment; immutable. */
public final class RoutingTable {
    private static final Logger LOG = LoggerFactory.getLogger(RoutingTable.class);
    static final RoutingTable EMPTY = new RoutingTable(Map.of(), Map.of());

    private final Map<String, List<Choice>> choicesByHost;
    private final Map<String, EnvironmentRoutes> environmentByDomain;

    private RoutingTable(Map<String, List<Choice>> choicesByHost, Map<String, EnvironmentRoutes> environmentByDomain) {
        this.choicesByHost = choicesByHost;
        this.environmentByDomain = environmentByDomain;
    }

    private record Choice(EnvironmentRoutes owner, PathPrefix prefix, RouteTable.Entry entry) {
        Target target(String path) {
            return new Target(
                    entry.microservice(),
                    entry.upstreamHost(),
                    entry.upstreamPort(),
                    prefix.replaceIn(path, entry.upstreamPath()),
                    owner.domainOf(entry.host()));
        }
    }

    /** A host belongs to one environment: claimed by two, it stays with the first by name. */
    static RoutingTable of(Collection<EnvironmentRoutes> environments) {
        Map<String, List<Choice>> choices = new HashMap<>();
        Map<String, EnvironmentRoutes> domains = new HashMap<>();
        environments.stream()
                .sorted(Comparator.comparing(EnvironmentRoutes::environment))
                .forEach(environment -> add(environment, choices, domains));
        choices.values()
                .forEach(list -> list.sort(Comparator.comparingInt(
                                (Choice choice) -> choice.prefix().length())
                        .reversed()));
        return new RoutingTable(choices, domains);
    }

    private static void add(
            EnvironmentRoutes environment, Map<String, List<Choice>> choices, Map<String, EnvironmentRoutes> domains) {
        for (RouteTable.Entry entry : environment.table().entries()) {
            List<Choice> list = choices.computeIfAbsent(entry.host(), host -> new ArrayList<>());
            if (!list.isEmpty() && !list.get(0).owner().equals(environment)) {
                LOG.warn(
                        "{}: the host {} already belongs to {}; its route is left out",
                        environment.environment(),
                        entry.host(),
                        list.get(0).owner().environment());
                continue;
            }
            list.add(new Choice(environment, new PathPrefix(entry.path()), entry));
            environment.domainOf(entry.host()).ifPresent(domain -> domains.putIfAbsent(domain, environment));
        }
    }

    /**
     * Finds the route with the longest prefix that covers the path.
     *
     * @param host lower case, without port
     * @param path encoded as it was sent
     */
    public Optional<Target> find(String host, String path) {
        return choicesByHost.getOrDefault(host, List.of()).stream()
                .filter(choice -> choice.prefix().covers(path))
                .findFirst()
                .map(choice -> choice.target(path));
    }

    /** The routes of the environment that a host belongs to, also of a host that has no route; else none. */
    public List<RouteTable.Entry> routesAround(String host) {
        List<Choice> choices = choicesByHost.getOrDefault(host, List.of());
        if (!choices.isEmpty()) {
            return choices.get(0).owner().table().entries();
        }
        for (String domain = host; !domain.isEmpty(); domain = parentOf(domain)) {
            EnvironmentRoutes environment = environmentByDomain.get(domain);
            if (environment != null) {
                return environment.table().entries();
            }
        }
        return List.of();
    }

    private static String parentOf(String domain) {
        int dot = domain.indexOf('.');
        return dot < 0 ? "" : domain.substring(dot + 1);
    }
}
