package dev.longshore.gateway.proxy;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

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
}
