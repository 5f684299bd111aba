package dev.longshore.server.api;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/** A request can't be answered; the message is the {@code detail} of the problem that the client gets (RFC 9457). */
final class ApiException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;

    private ApiException(int status, String title, String detail) {
        super(detail);
        this.status = status;
        this.title = title;
    }

    static ApiException notFound(String detail) {
        return new ApiException(HttpServletResponse.SC_NOT_FOUND, "Not Found", detail);
    }

    static ApiException badRequest(String detail) {
        return new ApiException(HttpServletResponse.SC_BAD_REQUEST, "Bad Request", detail);
    }

    static ApiException forbidden(String detail) {
        return new ApiException(HttpServletResponse.SC_FORBIDDEN, "Forbidden", detail);
    }

    /** @param allowed the methods that this address has */
    static ApiException methodNotAllowed(List<String> allowed) {
        return new ApiException(
                HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                "Method Not Allowed",
                "this address answers only " + String.join(", ", allowed));
    }

    static ApiException conflict(String detail) {
        return new ApiException(HttpServletResponse.SC_CONFLICT, "Conflict", detail);
    }

    static ApiException beyondEnd(String detail) {
        return new ApiException(
                HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE, "Range Not Satisfiable", detail);
    }

    static ApiException wrongType(String type) {
        return new ApiException(
                HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
                "Unsupported Media Type",
                "the body must be of Content-Type: " + type);
    }

    static ApiException internal() {
        return new ApiException(
                HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                "Internal Server Error",
                "something went wrong; the server's log has more");
    }

    static ApiException unavailable(String detail) {
        return new ApiException(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Service Unavailable", detail);
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }
}
