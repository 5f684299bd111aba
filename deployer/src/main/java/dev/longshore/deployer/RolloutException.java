package dev.longshore.deployer;

/** A release can't be made to run; the message is a reason for the person who pushed. */
public final class RolloutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RolloutException(String message) {
        super(message);
    }

    public RolloutException(String message, Throwable cause) {
        super(message, cause);
    }
}
