package dev.longshore.gateway.proxy;

import java.net.URI;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpURI;
import org.jspecify.annotations.Nullable;

/**
 * A request whose target is, byte by byte, the path and query that are given. Jetty's own class parses them as a {@link
 * URI}, which refuses characters that browsers send ({@code |}, {@code [}) and takes {@code //x/y} for a host.
 */
final class UpstreamRequest extends HttpRequest {
    private final String path;
    private final @Nullable String query;

    UpstreamRequest(HttpClient client, HttpURI target) {
        super(client, new HttpConversation(), URI.create("http://" + target.getAuthority() + "/"));
        this.path = target.getPath();
        this.query = target.getQuery();
    }

    @Override
    public String getPath() {
        return path;
    }

    @Override
    public @Nullable String getQuery() {
        return query;
    }
}
