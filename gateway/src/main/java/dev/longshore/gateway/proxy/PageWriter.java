package dev.longshore.gateway.proxy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Writes pages as HTML for those who ask for it and as plain text for the rest; also for errors found by Jetty. */
public final class PageWriter implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Page page = request.getAttribute(Page.ATTRIBUTE) instanceof Page own ? own : pageOfJetty(request, response);
        boolean html = Optional.ofNullable(request.getHeaders().get(HttpHeader.ACCEPT))
                .filter(accept -> accept.toLowerCase(Locale.ROOT).contains("text/html"))
                .isPresent();
        response.setStatus(page.status());
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, html ? "text/html; charset=utf-8" : "text/plain; charset=utf-8");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        byte[] content = (html ? page.asHtml() : page.asText()).getBytes(StandardCharsets.UTF_8);
        headers.put(HttpHeader.CONTENT_LENGTH, content.length);
        Content.Sink.write(response, true, new String(content, StandardCharsets.UTF_8), callback);
        return true;
    }

    /** What the client did wrong is told; what went wrong inside is not. */
    private static Page pageOfJetty(Request request, Response response) {
        if (request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException e) {
            String reason = Optional.ofNullable(e.getReason()).orElse("");
            return Page.of(e.getCode(), HttpStatus.isClientError(e.getCode()) ? reason : "");
        }
        return Page.of(response.getStatus(), "");
    }
}
