package dev.longshore.gateway;

import dev.longshore.gateway.proxy.Page;
import dev.longshore.gateway.proxy.RequestHost;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers for the gateway's own host, which no route can have. */
final class HealthHandler extends Handler.Wrapper {
    private static final String HOST = "gateway.longshore.internal";

    HealthHandler(Handler next) {
        super(next);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!RequestHost.of(request).equals(HOST)) {
            return super.handle(request, response, callback);
        }
        if (request.getMethod().equals("GET")
                && "/healthz".equals(request.getHttpURI().getPath())) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
            Content.Sink.write(response, true, "ok", callback);
        } else {
            Page.of(404, "The gateway answers only /healthz here.").send(request, response, callback);
        }
        return true;
    }
}
