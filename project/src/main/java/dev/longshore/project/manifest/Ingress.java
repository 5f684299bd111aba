package dev.longshore.project.manifest;

import dev.longshore.project.problem.Position;
import java.util.List;

/** An {@code Ingress} of API group networking.k8s.io/v1: routes through the gateway. */
public record Ingress(ObjectKey key, Position position, List<Rule> rules) implements KubernetesObject {
    /**
     * @param subdomain a DNS label; empty for the environment's domain itself
     * @param path the prefix, starting with '/'
     */
    public record Rule(Position position, String subdomain, String path, String service, PortReference port) {}

    public Ingress {
        rules = List.copyOf(rules);
    }
}
