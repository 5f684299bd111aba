package dev.longshore.gateway.proxy;

import dev.longshore.gateway.route.Target;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** A request whose route has been found. */
final class RoutedRequest extends Request.Wrapper {
    private final Target target;
    private final boolean retry;
    private final HttpFields headers;

    RoutedRequest(Request request, Target target, boolean retry) {
        super(request);
        this.target = target;
        this.retry = retry;
        // ProxyHandler would wait for the upstream's "100 Continue" before it reads.
        this.headers =
                HttpFields.build(request.getHeaders()).remove(HttpHeader.EXPECT).asImmutable();
    }

    /** The routed form of a request that was wrapped by {@link ReverseProxy}. */
    static RoutedRequest of(Request request) {
        if (request instanceof RoutedRequest routed) {
            return routed;
        }
        throw new IllegalArgumentException("not routed: " + request);
    }

    @Override
    public HttpFields getHeaders() {
        return headers;
    }

    Target target() {
        return target;
    }

    /** Whether this is the second attempt. */
    boolean isRetry() {
        return retry;
    }
}
