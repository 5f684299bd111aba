package dev.longshore.gateway.proxy;

import java.util.Locale;
import org.eclipse.jetty.server.Request;

/** The host that a request is for. */
public final class RequestHost {
    private RequestHost() {}

    /** Lower case, without port and without the root's trailing dot. */
    public static String of(Request request) {
        String host = Request.getServerName(request).toLowerCase(Locale.ROOT);
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
