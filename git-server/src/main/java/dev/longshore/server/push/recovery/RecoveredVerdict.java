package dev.longshore.server.push.recovery;

import dev.longshore.server.push.request.Sentences;
import dev.longshore.server.store.PushRecord;
import dev.longshore.server.store.PushState;
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
    private static final Pattern TOLD = Pattern.compile("push ([0-9]+)(?: (failed: |refused: |was cancelled by "
            + "|is superseded by |was a dry run|is live)|: )(.*)");

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
        return new RecoveredVerdict(PushState.FAILED, "push " + push.id() + " failed: " + reason + again(push), reason);
    }

    private static String again(PushRecord push) {
        return push.kind().changesLiveRelease() ? ". Give the command again." : ". Push again.";
    }

    /** The verdict that the log ends with already, if it does. */
    static Optional<RecoveredVerdict> read(PushRecord push, String lastLine) {
        Matcher told = TOLD.matcher(lastLine);
        if (!told.matches() || Long.parseLong(told.group(1)) != push.id()) {
            return Optional.empty();
        }
        String rest = Sentences.first(told.group(3));
        RecoveredVerdict verdict = switch (Optional.ofNullable(told.group(2)).orElse("")) {
            case "failed: " -> new RecoveredVerdict(PushState.FAILED, lastLine, rest);
            case "refused: " -> new RecoveredVerdict(PushState.REFUSED, lastLine, rest);
            case "was cancelled by " -> new RecoveredVerdict(PushState.CANCELLED, lastLine, "cancelled by " + rest);
            case "is superseded by " -> new RecoveredVerdict(PushState.SUPERSEDED, lastLine, "superseded by " + rest);
            case "was a dry run" -> new RecoveredVerdict(PushState.CHECKED, lastLine, "");
            case "is live" -> new RecoveredVerdict(PushState.LIVE, lastLine, "");
            default -> new RecoveredVerdict(PushState.UNCHANGED, lastLine, "");
        };
        // A line of a container can look like a verdict; whether a release is live only the journal says.
        return verdict.state() == PushState.LIVE && !push.isCommitted() ? Optional.empty() : Optional.of(verdict);
    }
}
