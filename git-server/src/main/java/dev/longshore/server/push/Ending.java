package dev.longshore.server.push;

import dev.longshore.server.store.PushState;
import java.time.Duration;

/**
 * Why a push is told to end before it is live.
 *
 * @param predicate completes {@code push 42 …}, for the log
 * @param reason the same in a few words, for Git's status line
 */
record Ending(PushState state, String predicate, String reason) {
    /** What is told of a push that the end of the server cut off. */
    static final String STOPPED = "the server stopped while this push ran; what was live stays live";

    static Ending supersededBy(long id) {
        return new Ending(
                PushState.SUPERSEDED,
                "is superseded by push " + id + ", which has its commit and more.",
                "superseded by push " + id);
    }

    static Ending cancelledBy(String user) {
        return new Ending(PushState.CANCELLED, "was cancelled by " + user + ".", "cancelled by " + user);
    }

    static Ending late(Duration limit) {
        String reason = "not done within " + text(limit);
        return new Ending(PushState.FAILED, "failed: " + reason + ".", reason);
    }

    static Ending serverStops() {
        return new Ending(PushState.FAILED, "failed: " + STOPPED, STOPPED);
    }

    private static String text(Duration limit) {
        return limit.toMinutes() > 0 ? limit.toMinutes() + " min" : limit.toMillis() + " ms";
    }
}
