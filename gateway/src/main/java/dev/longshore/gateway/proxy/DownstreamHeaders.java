package dev.longshore.gateway.proxy;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;

/** The header fields that a client sees. */
final class DownstreamHeaders {
    private DownstreamHeaders() {}

    /** Lets the upstream's Date replace the gateway's. */
    static void makeRoom(HttpFields upstream, HttpFields.Mutable downstream) {
        if (upstream.contains(HttpHeader.DATE)) {
            downstream.remove(HttpHeader.DATE);
        }
    }

    static void removeHopByHop(HttpFields upstream, HttpFields.Mutable downstream) {
        UpstreamHeaders.hopByHop(upstream).forEach(downstream::remove);
    }

    /**
     * A body of unknown length goes out in chunks even when the connection closes after it, as only then its client can
     * tell a body that broke off from a whole one.
     */
    static void frame(HttpVersion version, int status, HttpFields.Mutable downstream) {
        if (version == HttpVersion.HTTP_1_1
                && !HttpStatus.hasNoBody(status)
                && !downstream.contains(HttpHeader.CONTENT_LENGTH)) {
            downstream.put(HttpHeader.TRANSFER_ENCODING, "chunked");
        }
    }
}
