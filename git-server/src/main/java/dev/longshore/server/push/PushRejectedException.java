package dev.longshore.server.push;

import dev.longshore.server.store.PushState;

/**
 * A step found that the push can't go on. The message completes {@code push 42 failed: …}, the reason is the same in a
 * few words, and the consequence, which may be empty, is what is so now, told before the verdict.
 */
final class PushRejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final PushState state;
    private final String consequence;
    private final String reason;

    private PushRejectedException(PushState state, String consequence, String message, String reason) {
        super(message);
        this.state = state;
        this.consequence = consequence;
        this.reason = reason;
    }

    /** The push was never tried. */
    static PushRejectedException refused(String message, String reason) {
        return new PushRejectedException(PushState.REFUSED, "", message, reason);
    }

    /** The push was tried and nothing came of it. */
    static PushRejectedException failed(String message, String reason) {
        return failed("", message, reason);
    }

    static PushRejectedException failed(String consequence, String message, String reason) {
        return new PushRejectedException(PushState.FAILED, consequence, message, reason);
    }

    PushState state() {
        return state;
    }

    String consequence() {
        return consequence;
    }

    String reason() {
        return reason;
    }
}
