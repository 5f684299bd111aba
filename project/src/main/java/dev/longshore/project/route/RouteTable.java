package dev.longshore.project.route;

import java.util.List;

/**
 * What the gateway serves for one environment. It is handed over as a file {@code <environment>.json} in the gateway's
 * route directory, replaced by an atomic rename; the gateway answers by writing {@code <environment>.acknowledged}, whose
 * text is the generation in decimal that it serves from now on.
 *
 * @param generation rises with every change of the environment's table
 */
public record RouteTable(long generation, List<Entry> entries) {
    /**
     * One route, resolved to an address.
     *
     * @param host lower case, without port
     * @param path the prefix, starting with '/'
     * @param upstreamPath what replaces the prefix, starting with '/'
     * @param microservice for messages and logs
     */
    public record Entry(
            String host,
            String path,
            String upstreamHost,
            int upstreamPort,
            String upstreamPath,
            String microservice) {}

    public RouteTable {
        entries = List.copyOf(entries);
    }
}
