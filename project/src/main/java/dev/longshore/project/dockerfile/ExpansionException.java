package dev.longshore.project.dockerfile;

import java.util.Objects;

/** A word whose variables can't be replaced; the message says why, without the place. */
public class ExpansionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ExpansionException(String message) {
        super(message);
    }

    /** Never missing. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
