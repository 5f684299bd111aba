package dev.longshore.server.git;

import java.io.IOException;

/** A request's body is larger than what it can be for. The message is meant for the client. */
final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    BodyTooLargeException(long limit) {
        super("the request's body has more than " + limit / (1024 * 1024) + " MiB");
    }

    static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLargeException) {
                return true;
            }
        }
        return false;
    }
}
