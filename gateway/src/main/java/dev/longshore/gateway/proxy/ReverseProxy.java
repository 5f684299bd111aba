package dev.longshore.gateway.proxy;

import dev.longshore.gateway.route.RoutingTable;
import dev.longshore.gateway.route.Target;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.UpgradeProtocolHandler;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends each request to the upstream of its route and streams bodies both ways, without blocking a thread. */
public final class ReverseProxy extends ProxyHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ReverseProxy.class);

    private final Supplier<RoutingTable> routes;
    private final Duration idleTimeout;

    /** @param routes asked once for every request */
    public ReverseProxy(Supplier<RoutingTable> routes, Duration idleTimeout) {
        this.routes = routes;
        this.idleTimeout = idleTimeout;
        setUseServerThreadPool(true);
    }

    @Override
    protected HttpClient newHttpClient() {
        return UpstreamConnections.newClient();
    }

    @Override
    protected void configureHttpClient(HttpClient client) {
        super.configureHttpClient(client);
        UpstreamConnections.configure(client);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        getHttpClient().getProtocolHandlers().put(new UpgradeProtocolHandler());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        // While a request waits for its upstream, only the upstream's silence counts.
        request.addIdleTimeoutListener(timeout -> false);
        route(request, response, callback, false);
        return true;
    }

    private void route(Request request, Response response, Callback callback, boolean retry) {
        Optional<String> path = RequestPath.of(request.getHttpURI());
        if (path.isEmpty()) {
            Page.of(400, "The path of this address is ambiguous.").send(request, response, callback);
            return;
        }
        RoutingTable table = routes.get();
        String host = RequestHost.of(request);
        Optional<Target> target = table.find(host, path.get());
        if (target.isEmpty()) {
            NoRoutePage.of(request, table.routesAround(host)).send(request, response, callback);
            return;
        }
        super.handle(new RoutedRequest(request, target.get(), retry), response, callback);
    }

    @Override
    protected HttpURI rewriteHttpURI(Request request) {
        Target target = RoutedRequest.of(request).target();
        return HttpURI.build()
                .scheme("http")
                .host(target.host())
                .port(target.port())
                .path(target.path())
                .query(request.getHttpURI().getQuery());
    }

    @Override
    protected org.eclipse.jetty.client.Request newProxyToServerRequest(Request request, HttpURI uri) {
        return new UpstreamRequest(getHttpClient(), uri)
                .method(request.getMethod())
                .version(HttpVersion.HTTP_1_1)
                .idleTimeout(idleTimeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void copyRequestHeaders(Request request, org.eclipse.jetty.client.Request upstreamRequest) {
        upstreamRequest.headers(headers -> headers.clear()
                .add(UpstreamHeaders.of(request, RoutedRequest.of(request).target())));
    }

    @Override
    protected void addProxyHeaders(Request request, org.eclipse.jetty.client.Request upstreamRequest) {
        // All set by UpstreamHeaders. No Via: many servers don't compress for a proxy that announces itself.
    }

    @Override
    protected org.eclipse.jetty.client.Request.Content newProxyToServerRequestContent(
            Request request, Response response, org.eclipse.jetty.client.Request upstreamRequest) {
        return new UploadContent(request);
    }

    @Override
    protected void sendProxyToServerRequest(
            Request request, org.eclipse.jetty.client.Request upstreamRequest, Response response, Callback callback) {
        if (UpstreamHeaders.isWebSocket(request)) {
            WebSocketUpgrade.offer(upstreamRequest, new WebSocketUpgrade(request, response, callback, idleTimeout));
        }
        super.sendProxyToServerRequest(request, upstreamRequest, response, callback);
    }

    @Override
    protected org.eclipse.jetty.client.Response.CompleteListener newServerToProxyResponseListener(
            Request request, org.eclipse.jetty.client.Request upstreamRequest, Response response, Callback callback) {
        return new ProxyResponseListener(request, upstreamRequest, response, callback) {
            @Override
            public void onHeaders(org.eclipse.jetty.client.Response upstreamResponse) {
                DownstreamHeaders.makeRoom(upstreamResponse.getHeaders(), response.getHeaders());
                super.onHeaders(upstreamResponse);
                DownstreamHeaders.removeHopByHop(upstreamResponse.getHeaders(), response.getHeaders());
                DownstreamHeaders.frame(
                        request.getConnectionMetaData().getHttpVersion(),
                        upstreamResponse.getStatus(),
                        response.getHeaders());
            }
        };
    }

    @Override
    protected void onServerToProxyResponseFailure(
            Request request,
            org.eclipse.jetty.client.Request upstreamRequest,
            org.eclipse.jetty.client.Response upstreamResponse,
            Response response,
            Callback callback,
            Throwable failure) {
        RoutedRequest routed = RoutedRequest.of(request);
        boolean answered = upstreamResponse != null && upstreamResponse.getStatus() > 0;
        if (!answered && !routed.isRetry() && UpstreamFailure.mayBeRetried(request, failure)) {
            // With the routes of now: after a release the upstream may be another one.
            route(routed.getWrapped(), response, callback, true);
            return;
        }
        UpstreamFailure upstreamFailure = UpstreamFailure.of(failure, idleTimeout);
        if (upstreamFailure.isUpstreams()) {
            LOG.warn("{}: {}", routed.target().description(), upstreamFailure.reason());
            LOG.debug("{}", request, failure);
        }
        upstreamFailure.page(routed.target()).send(request, response, callback);
    }
}
