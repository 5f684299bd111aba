package dev.longshore.server.http;

import dev.longshore.server.log.LogText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request that fails before or outside our own code: one line of text. Nothing of it is HTML, and nothing
 * tells of exceptions, classes or the server's software.
 */
public final class PlainErrors extends ErrorHandler {
    private static final String TYPE = "text/plain;charset=utf-8";

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, TYPE);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.write(true, body(status, Optional.ofNullable(message)), callback);
    }

    private static ByteBuffer body(int status, Optional<String> reason) {
        String title = HttpStatus.getMessage(status);
        String line = HttpStatus.isServerError(status)
                ? title + "; the server's log has more"
                : reason.filter(text -> !text.isBlank() && !text.equals(title))
                        .map(text -> title + ": " + LogText.inOneLine(text))
                        .orElse(title);
        return ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
