package dev.longshore.gateway.proxy;

import dev.longshore.project.route.RouteTable;
import java.util.List;
import org.eclipse.jetty.server.Request;

/** The answer to a request that fits no route; it names the routes of the host's own environment, never of others. */
final class NoRoutePage {
    private NoRoutePage() {}

    static Page of(Request request, List<RouteTable.Entry> routes) {
        String host = RequestHost.of(request);
        if (routes.isEmpty()) {
            return Page.of(404, "No environment here has routes for " + host + ".");
        }
        int port = Request.getServerPort(request);
        List<String> links = routes.stream()
                .map(route -> "http://" + route.host() + (port == 80 ? "" : ":" + port) + route.path())
                .sorted()
                .distinct()
                .toList();
        return new Page(
                404, "No route fits " + host + request.getHttpURI().getPath() + ". These are the routes:", links);
    }
}
