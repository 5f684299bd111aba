package dev.longshore.gateway.proxy;

import dev.longshore.gateway.route.Target;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Why a request got no answer.
 *
 * @param reason what the microservice did, to be put behind its name; the client's fault as a sentence
 * @param isUpstreams false when the fault is the client's
 */
record UpstreamFailure(int status, String reason, boolean isUpstreams) {
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    static UpstreamFailure of(Throwable failure, Duration idleTimeout) {
        if (failure instanceof UploadFailure) {
            return ofClient(failure.getCause());
        }
        if (failure instanceof SocketTimeoutException) {
            return ofUpstream(504, "doesn't accept connections");
        }
        if (failure instanceof TimeoutException) {
            return ofUpstream(504, "has been silent for " + idleTimeout.toSeconds() + " s");
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return ofUpstream(502, "refuses connections");
        }
        if (failure instanceof UnknownHostException || failure instanceof UnresolvedAddressException) {
            return ofUpstream(502, "has no address");
        }
        if (failure instanceof EOFException
                || failure instanceof EofException
                || failure instanceof ClosedChannelException) {
            return ofUpstream(502, "closed the connection before it had answered");
        }
        return ofUpstream(502, "gave no valid answer");
    }

    private static UpstreamFailure ofClient(@Nullable Throwable failure) {
        if (failure instanceof HttpException bad && HttpStatus.isClientError(bad.getCode())) {
            return new UpstreamFailure(bad.getCode(), "The request's body isn't valid.", false);
        }
        return failure instanceof TimeoutException
                ? new UpstreamFailure(408, "The rest of the request's body didn't come.", false)
                : new UpstreamFailure(400, "The request's body ended early.", false);
    }

    private static UpstreamFailure ofUpstream(int status, String reason) {
        return new UpstreamFailure(status, reason, true);
    }

    /**
     * Whether a request that got no answer may be sent again: when it never left the gateway, or is safe (RFC 9110
     * §9.2.1) without a body and met a connection that was just being closed.
     */
    static boolean mayBeRetried(Request request, Throwable failure) {
        if (failure instanceof ConnectException) {
            return true;
        }
        return failure instanceof IOException
                && !(failure instanceof SocketTimeoutException)
                && !(failure instanceof UploadFailure)
                && SAFE_METHODS.contains(request.getMethod())
                && !UpstreamHeaders.hasContent(request);
    }

    Page page(Target target) {
        return Page.of(status, isUpstreams ? "The microservice " + target.microservice() + " " + reason + "." : reason);
    }
}
