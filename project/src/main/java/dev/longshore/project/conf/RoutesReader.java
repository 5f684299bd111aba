package dev.longshore.project.conf;

import dev.longshore.project.name.DnsLabel;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.name.OwnedNamespaces;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.route.Route;
import dev.longshore.project.route.RoutePath;
import dev.longshore.project.source.SourceText;
import dev.longshore.project.yaml.YamlFields;
import dev.longshore.project.yaml.YamlMapping;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlReader;
import dev.longshore.project.yaml.YamlScalar;
import dev.longshore.project.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code conf/routes.yaml}: which Service answers at which subdomain and path. Subdomains and paths are mappings in
 * the first style and lists in the second.
 */
public final class RoutesReader {
    private static final String ROOT_DOMAIN = "@";

    private final OwnedNamespaces namespaces;
    private final Problems problems;
    private final List<Route> routes = new ArrayList<>();
    private final Map<String, Position> places = new HashMap<>();

    private RoutesReader(EnvironmentName environment, Problems problems) {
        this.namespaces = new OwnedNamespaces(environment);
        this.problems = problems;
    }

    /** The routes in the order in which they are written. */
    public static List<Route> read(SourceText source, EnvironmentName environment, Problems problems) {
        RoutesReader reader = new RoutesReader(environment, problems);
        for (YamlNode document : YamlReader.read(source, problems)) {
            if (document instanceof YamlSequence list) {
                list.items().forEach(reader::readListItem);
            } else {
                reader.entries(document, "routes.yaml").forEach(reader::readSubdomain);
            }
        }
        return reader.routes;
    }

    private void readListItem(YamlNode item) {
        YamlFields fields = YamlFields.of(item, "an entry of routes.yaml", problems);
        String subdomain = fields.requiredText("subdomain");
        for (YamlFields path : fields.mappings("paths", "route \"" + subdomain + "\"")) {
            String prefix = path.requiredText("path");
            YamlFields upstream = path.requiredMapping("upstreamService", "\"upstreamService\"");
            add(subdomain, fields.positionOf("subdomain"), prefix, path, upstream, upstream, "port", "path");
            upstream.finish();
        }
        fields.require("paths");
        fields.finish();
    }

    private void readSubdomain(YamlMapping.Entry subdomain) {
        for (YamlMapping.Entry path : entries(subdomain.value(), "route \"" + subdomain.key() + "\"")) {
            YamlFields fields = YamlFields.of(path.value(), "route \"" + subdomain.key() + "\"", problems);
            YamlFields upstream = fields.requiredMapping("upstreamService", "\"upstreamService\"");
            add(
                    subdomain.key(),
                    subdomain.position(),
                    path.key(),
                    fields,
                    upstream,
                    fields,
                    "upstreamServicePort",
                    "upstreamServicePath");
            upstream.finish();
        }
    }

    private void add(
            String subdomain,
            Position subdomainPosition,
            String path,
            YamlFields route,
            YamlFields upstream,
            YamlFields target,
            String portKey,
            String pathKey) {
        String service = upstream.requiredText("name");
        target.require(portKey);
        int port = target.integer(portKey, 1, 65535).orElse(0);
        String upstreamPath = target.text(pathKey).orElse("/");
        RouteOptions.check(route);
        route.finish();
        if (!subdomain.equals(ROOT_DOMAIN) && !DnsLabel.matches(subdomain)) {
            problems.error(
                    subdomainPosition,
                    "a subdomain must be \"@\" or " + DnsLabel.RULE + "; found \"" + subdomain + "\"");
        }
        checkPath(route, "path", path);
        checkPath(target, pathKey, upstreamPath);
        Optional<Namespace> namespace = namespace(subdomain, service, upstream);
        String label = subdomain.equals(ROOT_DOMAIN) ? "" : subdomain;
        Position earlier = places.putIfAbsent(label + path, route.position());
        if (earlier != null) {
            problems.error(
                    route.position(),
                    "route \"" + subdomain + "\" has the path " + path + " twice; the first is at " + earlier);
        }
        namespace.ifPresent(owned ->
                routes.add(new Route(upstream.positionOf("name"), label, path, owned, service, port, upstreamPath)));
    }

    private Optional<Namespace> namespace(String subdomain, String service, YamlFields upstream) {
        if (upstream.node("namespace").isEmpty()) {
            return Optional.of(Namespace.USER);
        }
        Optional<String> text = upstream.text("namespace");
        Optional<Namespace> namespace = text.flatMap(namespaces::find);
        if (text.isPresent() && namespace.isEmpty()) {
            upstream.error(
                    "namespace",
                    "route \"" + subdomain + "\" points to service \"" + service + "\" in namespace \"" + text.get()
                            + "\"; " + OwnedNamespaces.RULE);
        }
        return namespace;
    }

    private static void checkPath(YamlFields fields, String key, String path) {
        if (!RoutePath.isValid(path)) {
            fields.error(key, RoutePath.RULE + "; found \"" + path + "\"");
        }
    }

    private List<YamlMapping.Entry> entries(YamlNode node, String what) {
        if (node instanceof YamlMapping mapping) {
            return mapping.entries();
        }
        if (!(node instanceof YamlScalar scalar && scalar.isNull())) {
            problems.error(node.position(), what + " must be a mapping or a list; found " + node.description());
        }
        return List.of();
    }
}
