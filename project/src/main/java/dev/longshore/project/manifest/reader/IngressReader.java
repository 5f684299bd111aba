package dev.longshore.project.manifest.reader;

import dev.longshore.project.manifest.Ingress;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PortReference;
import dev.longshore.project.name.DnsLabel;
import dev.longshore.project.route.RoutePath;
import dev.longshore.project.yaml.YamlFields;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code Ingress} of networking.k8s.io/v1. Hosts of a project are given by Longshore, so of a host only the first
 * label counts: it is the subdomain.
 */
final class IngressReader {
    private static final String EVERYTHING = "/";

    private final YamlFields spec;
    private final List<Ingress.Rule> rules = new ArrayList<>();
    private final Set<String> subdomains = new LinkedHashSet<>();

    private IngressReader(YamlFields spec) {
        this.spec = spec;
    }

    private record Backend(String service, PortReference port) {}

    static Ingress read(ObjectKey key, YamlFields object) {
        IngressReader reader = new IngressReader(object.requiredMapping("spec", "an Ingress's spec"));
        reader.read();
        return new Ingress(key, object.position(), reader.rules);
    }

    private void read() {
        spec.mappings("rules", "a rule of an Ingress").forEach(this::readRule);
        spec.mapping("defaultBackend", "\"defaultBackend\"").ifPresent(this::readDefault);
        spec.warnOf("ingressClassName", "has no effect: there is one gateway");
        spec.warnOf("tls", "has no effect: certificates are the gateway's");
        if (rules.isEmpty()) {
            spec.error("rules", "an Ingress needs \"rules\" with paths, or a \"defaultBackend\"");
        }
        spec.finish();
    }

    private void readRule(YamlFields rule) {
        String subdomain = subdomain(rule);
        subdomains.add(subdomain);
        rule.mapping("http", "\"http\"").ifPresent(http -> {
            http.mappings("paths", "a path of an Ingress").forEach(path -> readPath(subdomain, path));
            http.finish();
        });
        rule.finish();
    }

    private static String subdomain(YamlFields rule) {
        String host = rule.text("host").orElse("");
        String label = host.contains(".") ? host.substring(0, host.indexOf('.')) : host;
        if (!host.isEmpty() && !DnsLabel.matches(label)) {
            rule.error(
                    "host",
                    "\"host\" must begin with a subdomain, " + DnsLabel.RULE + ", as in api.example.com; found \""
                            + host + "\"");
            return "";
        }
        return label;
    }

    private void readPath(String subdomain, YamlFields path) {
        String prefix = path.text("path").filter(text -> !text.isEmpty()).orElse(EVERYTHING);
        if (!RoutePath.isValid(prefix)) {
            path.error("path", RoutePath.RULE + "; found \"" + prefix + "\"");
        }
        path.require("pathType");
        if (path.choice("pathType", "Prefix", "ImplementationSpecific", "Exact").equals(Optional.of("Exact"))) {
            path.error(
                    "pathType",
                    "the pathType Exact isn't supported: a route serves all that lies below its path; use Prefix");
        }
        Backend backend = backend(path.requiredMapping("backend", "a backend"));
        path.finish();
        rules.add(new Ingress.Rule(path.position(), subdomain, prefix, backend.service(), backend.port()));
    }

    /** What no rule takes: of the hosts that rules name, and of the project's own domain. */
    private void readDefault(YamlFields fields) {
        Backend backend = backend(fields);
        subdomains.add("");
        for (String subdomain : subdomains) {
            boolean taken = rules.stream()
                    .anyMatch(rule ->
                            rule.subdomain().equals(subdomain) && rule.path().equals(EVERYTHING));
            if (!taken) {
                rules.add(
                        new Ingress.Rule(fields.position(), subdomain, EVERYTHING, backend.service(), backend.port()));
            }
        }
    }

    private static Backend backend(YamlFields backend) {
        backend.refuse("resource", "isn't supported; name a service");
        YamlFields service = backend.requiredMapping("service", "a backend's service");
        String name = service.requiredText("name");
        YamlFields port = service.requiredMapping("port", "a backend's port");
        Optional<String> portName = port.text("name");
        int number = port.integer("number", 1, 65535).orElse(0);
        if (port.node("name").isPresent() == port.node("number").isPresent()) {
            port.error("number", "a backend's port needs either \"number\" or \"name\"");
        }
        port.finish();
        service.finish();
        backend.finish();
        return new Backend(name, portName.map(PortReference::new).orElse(PortReference.of(number)));
    }
}
