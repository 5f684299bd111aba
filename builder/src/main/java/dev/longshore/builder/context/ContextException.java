package dev.longshore.builder.context;

import java.io.IOException;
import java.util.Objects;

/** A build context that can't be sent to an engine; the message says to a person what to change. */
public final class ContextException extends IOException {
    private static final long serialVersionUID = 1L;

    public ContextException(String message) {
        super(message);
    }

    /** Never missing. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
