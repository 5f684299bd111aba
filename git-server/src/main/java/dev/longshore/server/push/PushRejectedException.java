package dev.longshore.server.push;

import dev.longshore.server.store.PushState;

/**
 * A step found that the push can't go on. The message completes {@code push 42 failed: …}, the reason is the same in a
 * few words.
 */
final class PushRejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final PushState state;
    private final String reason;

    private PushRejectedException(PushState state, String message, String reason) {
        super(message);
        this.state = state;
        this.reason = reason;
    }

    /** The push was never tried. */
    static PushRejectedException refused(String message, String reason) {
        return new PushRejectedException(PushState.REFUSED, message, reason);
    }

    /** The push was tried and nothing came of it. */
    static PushRejectedException failed(String message, String reason) {
        return new PushRejectedException(PushState.FAILED, message, reason);
    }

    PushState state() {
        return state;
    }

    String reason() {
        return reason;
    }
}
