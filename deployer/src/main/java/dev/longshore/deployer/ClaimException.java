package dev.longshore.deployer;

import java.util.Objects;

/** Something that can't be done to a claim's data, which is as it was before. The message is meant for a person. */
public final class ClaimException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public enum Reason {
        /** There is no such claim. */
        MISSING,
        /** It is used, or what uses it is being changed. */
        IN_USE,
        /** What was sent can't be a claim's data. */
        BAD_ARCHIVE,
        FAILED
    }

    private final Reason reason;

    public ClaimException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public ClaimException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Never missing. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
