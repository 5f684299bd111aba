package dev.longshore.project.route;

import dev.longshore.project.name.Namespace;
import dev.longshore.project.problem.Position;

/**
 * A way in from outside: requests to {@code <subdomain>.<environment's domain><path>…} go to a Service.
 *
 * @param subdomain a DNS label; empty for the environment's domain itself (written {@code @})
 * @param path the prefix, starting with '/'; the longest that fits wins
 * @param upstreamPath what replaces the prefix, starting with '/'
 */
public record Route(
        Position position,
        String subdomain,
        String path,
        Namespace namespace,
        String service,
        int servicePort,
        String upstreamPath) {}
