package dev.longshore.server.push.request;

import dev.longshore.server.store.PushState;
import java.time.Duration;

/**
 * Why a push is told to end before it is live.
 *
 * @param predicate completes {@code push 42 …}, for the log
 * @param reason the same in a few words, for Git's status line
 */
public record Ending(PushState state, String predicate, String reason) {
    /** What is told of a push that the end of the server cut off. */
    static final String STOPPED = "the server stopped while this push ran; what was live stays live";

    public static Ending supersededBy(long id) {
        return new Ending(
                PushState.SUPERSEDED,
                "is superseded by push " + id + ", which has its commit and more.",
                "superseded by push " + id);
    }

    public static Ending cancelledBy(String user) {
        return new Ending(PushState.CANCELLED, "was cancelled by " + user + ".", "cancelled by " + user);
    }

    public static Ending late(Duration limit) {
        String reason = "not done within " + text(limit);
        return new Ending(PushState.FAILED, "failed: " + reason + ".", reason);
    }

    public static Ending serverStops() {
        return new Ending(PushState.FAILED, "failed: " + STOPPED, STOPPED);
    }

    private static String text(Duration limit) {
        return limit.toMinutes() > 0 ? limit.toMinutes() + " min" : limit.toMillis() + " ms";
    }
}
