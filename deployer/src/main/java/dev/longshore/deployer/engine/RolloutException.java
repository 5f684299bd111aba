package dev.longshore.deployer.engine;

/** A release can't be made to run; the message is a reason for the person who pushed. */
final class RolloutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RolloutException(String message) {
        super(message);
    }

    RolloutException(String message, Throwable cause) {
        super(message, cause);
    }
}
