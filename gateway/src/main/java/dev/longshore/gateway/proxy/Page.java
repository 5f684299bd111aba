package dev.longshore.gateway.proxy;

import java.util.List;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What the gateway itself answers when a request reaches no microservice.
 *
 * @param message plain text, one sentence or more
 * @param links addresses that the reader may have meant
 */
public record Page(int status, String message, List<String> links) {
    static final String ATTRIBUTE = Page.class.getName();

    public Page {
        links = List.copyOf(links);
    }

    public static Page of(int status, String message) {
        return new Page(status, message, List.of());
    }

    /**
     * Sends this page, and closes the connection after it if the request's body hasn't been read. Breaks an answer off
     * that has already begun.
     */
    public void send(Request request, Response response, Callback callback) {
        if (!response.isCommitted()) {
            response.reset();
        }
        request.setAttribute(ATTRIBUTE, this);
        Response.writeError(request, response, callback, status, message);
    }

    String title() {
        return status + " " + HttpStatus.getMessage(status);
    }

    String asText() {
        StringBuilder text =
                new StringBuilder(title()).append('\n').append(message).append('\n');
        links.forEach(link -> text.append("  ").append(link).append('\n'));
        return text.toString();
    }

    String asHtml() {
        StringBuilder html = new StringBuilder(
                        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escape(title()))
                .append("</title></head>\n<body><h1>")
                .append(escape(title()))
                .append("</h1>\n<p>")
                .append(escape(message))
                .append("</p>\n");
        if (!links.isEmpty()) {
            html.append("<ul>\n");
            links.forEach(link -> html.append("<li><a href=\"")
                    .append(escape(link))
                    .append("\">")
                    .append(escape(link))
                    .append("</a></li>\n"));
            html.append("</ul>\n");
        }
        return html.append("</body></html>\n").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
