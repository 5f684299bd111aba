package dev.longshore.gateway.proxy;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.eclipse.jetty.client.HttpUpgrader;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Passes an upstream's {@code 101 Switching Protocols} on and turns both connections into a tunnel (RFC 9110 §7.8). Any
 * other answer takes the usual way.
 */
final class WebSocketUpgrade implements HttpUpgrader {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Duration idleTimeout;

    WebSocketUpgrade(Request request, Response response, Callback callback, Duration idleTimeout) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.idleTimeout = idleTimeout;
    }

    static void offer(org.eclipse.jetty.client.Request upstreamRequest, WebSocketUpgrade upgrade) {
        if (upstreamRequest instanceof HttpRequest httpRequest) {
            httpRequest.getConversation().setAttribute(HttpUpgrader.class.getName(), upgrade);
        }
    }

    @Override
    public void prepare(org.eclipse.jetty.client.Request upstreamRequest) {
        // The client has prepared the handshake; its fields are passed on.
    }

    @Override
    public void upgrade(org.eclipse.jetty.client.Response answer, EndPoint upstream, Callback upgraded) {
        EndPoint downstream = request.getTunnelSupport().getEndPoint();
        downstream.setIdleTimeout(idleTimeout.toMillis());
        upstream.setIdleTimeout(idleTimeout.toMillis());
        Executor executor = request.getComponents().getExecutor();
        ByteBufferPool buffers = request.getComponents().getByteBufferPool();
        TunnelConnection toClient = new TunnelConnection(upstream, downstream, executor, buffers, () -> {});
        // Opened by Jetty once the 101 is on its way: nothing from upstream may overtake it.
        TunnelConnection toUpstream =
                new TunnelConnection(downstream, upstream, executor, buffers, () -> upstream.upgrade(toClient));
        request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, toUpstream);

        HttpFields.Mutable headers = response.getHeaders();
        DownstreamHeaders.makeRoom(answer.getHeaders(), headers);
        headers.add(answer.getHeaders());
        DownstreamHeaders.removeHopByHop(answer.getHeaders(), headers);
        headers.put(HttpHeader.CONNECTION, "Upgrade").put(HttpHeader.UPGRADE, "websocket");
        response.setStatus(HttpStatus.SWITCHING_PROTOCOLS_101);
        callback.succeeded();
        upgraded.succeeded();
    }
}
