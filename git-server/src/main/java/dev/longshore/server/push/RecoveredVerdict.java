package dev.longshore.server.push;

import dev.longshore.server.store.PushRecord;
import dev.longshore.server.store.PushState;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The verdict on a push that the end of the server cut off.
 *
 * @param line the last line of its log
 * @param reason why it didn't come true, in a few words; else empty
 */
record RecoveredVerdict(PushState state, String line, String reason) {
    private static final Pattern TOLD = Pattern.compile(
            "push ([0-9]+)(?: (failed|refused): (.*)|(?: is | was )((superseded|cancelled) by .*)| is live.*|: .*)");

    /** Of a push whose commit point has passed. */
    static RecoveredVerdict completed(PushRecord push) {
        String release = push.release().map(Object::toString).orElse("");
        String what = push.state() == PushState.LIVE
                ? "push " + push.id() + " is live as release " + release
                : "push " + push.id() + ": nothing in this commit changes what runs. " + push.branch()
                        + " moves, release " + release + " stays live";
        return new RecoveredVerdict(push.state(), what + "; the server stopped before it could say so.", "");
    }

    /** Of a push whose commit point hasn't passed. */
    static RecoveredVerdict cutOff(PushRecord push, Optional<Long> liveRelease) {
        String liveNow =
                liveRelease.map(number -> "release " + number + " is live").orElse("nothing is live");
        String reason = push.state() == PushState.QUEUED
                ? "the server stopped before it was this push's turn; " + liveNow
                : "the server stopped while this push ran; " + liveNow;
        return new RecoveredVerdict(
                PushState.FAILED, "push " + push.id() + " failed: " + reason + ". Push again.", reason);
    }

    /** The verdict that the log ends with already, if it does. */
    static Optional<RecoveredVerdict> read(PushRecord push, String lastLine) {
        Matcher told = TOLD.matcher(lastLine);
        if (!told.matches() || Long.parseLong(told.group(1)) != push.id()) {
            return Optional.empty();
        }
        PushState state = Optional.ofNullable(told.group(2))
                .or(() -> Optional.ofNullable(told.group(5)))
                .map(word -> PushState.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(push.state());
        String reason = Optional.ofNullable(told.group(3))
                .or(() -> Optional.ofNullable(told.group(4)))
                .orElse("");
        return Optional.of(new RecoveredVerdict(state, lastLine, Sentences.first(reason)));
    }
}
