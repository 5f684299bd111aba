package dev.longshore.server.push.request;

import dev.longshore.server.store.PushState;

/**
 * A step found that the push can't go on. The message completes {@code push 42 failed: …}, the reason is the same in a
 * few words, and the consequence, which may be empty, is what is so now, told before the verdict.
 */
public final class PushRejectedException extends Exception {
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
    public static PushRejectedException refused(String message, String reason) {
        return new PushRejectedException(PushState.REFUSED, "", message, reason);
    }

    /** The push was tried and nothing came of it. */
    public static PushRejectedException failed(String message, String reason) {
        return failed("", message, reason);
    }

    public static PushRejectedException failed(String consequence, String message, String reason) {
        return new PushRejectedException(PushState.FAILED, consequence, message, reason);
    }

    public PushState state() {
        return state;
    }

    public String consequence() {
        return consequence;
    }

    public String reason() {
        return reason;
    }
}
