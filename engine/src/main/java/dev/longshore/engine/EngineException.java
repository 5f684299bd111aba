package dev.longshore.engine;

import java.util.Objects;

/** The engine refused or couldn't be reached. The message is meant for a person. */
public class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }

    public EngineException(String message) {
        super(message);
    }

    /** Never missing. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
