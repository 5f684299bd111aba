package dev.longshore.server.limits;

import java.io.IOException;

/** Something is larger, more or slower than it may be. The message is meant for who caused it. */
public final class LimitExceededException extends IOException {
    private static final long serialVersionUID = 1L;

    public LimitExceededException(String message) {
        super(message);
    }

    public LimitExceededException(String message, Throwable cause) {
        super(message, cause);
    }
}
