package dev.longshore.gateway.proxy;

import java.time.Duration;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.io.ClientConnector;

/** How the gateway talks to upstreams. */
final class UpstreamConnections {
    /** Shorter than the keep-alive of common servers (Gunicorn 2 s, Node 5 s), so that they don't close first. */
    private static final Duration KEEP_ALIVE = Duration.ofMillis(1500);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FORGET_UPSTREAM = Duration.ofMinutes(2);
    /** Event streams hold a connection each. */
    private static final int MAX_CONNECTIONS_PER_UPSTREAM = 4096;

    /** More than clients may send, as the gateway adds some; see {@link Limits}. */
    private static final int MAX_REQUEST_HEADERS = Limits.MAX_REQUEST_HEADERS + 4 * 1024;

    private UpstreamConnections() {}

    static HttpClient newClient() {
        HttpClientTransportOverHTTP transport = new HttpClientTransportOverHTTP(new ClientConnector());
        // Else a value may come out in the case of an earlier one on the connection.
        transport.setHeaderCacheCaseSensitive(true);
        return new HttpClient(transport);
    }

    static void configure(HttpClient client) {
        client.setConnectTimeout(CONNECT_TIMEOUT.toMillis());
        client.setIdleTimeout(KEEP_ALIVE.toMillis());
        client.setDestinationIdleTimeout(FORGET_UPSTREAM.toMillis());
        client.setMaxConnectionsPerDestination(MAX_CONNECTIONS_PER_UPSTREAM);
        client.setMaxRequestsQueuedPerDestination(MAX_CONNECTIONS_PER_UPSTREAM);
        client.setMaxRequestHeadersSize(MAX_REQUEST_HEADERS);
        client.setMaxResponseHeadersSize(Limits.MAX_RESPONSE_HEADERS);
        // Requests go on as they came, without these fields if the client sent none.
        client.setUserAgentField(null);
        client.setDefaultRequestContentType(null);
    }
}
