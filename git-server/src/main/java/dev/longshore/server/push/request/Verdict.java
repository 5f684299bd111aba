package dev.longshore.server.push.request;

import dev.longshore.server.log.LogText;
import dev.longshore.server.store.PushState;

/**
 * How a push ended.
 *
 * @param accepted whether what was asked for has come true; unless it was a dry run, the deploy branch is at its commit now
 * @param reason why not, in a few words for Git's status line; else empty
 */
public record Verdict(PushState state, boolean accepted, String reason) {
    public static Verdict accepted(PushState state) {
        return new Verdict(state, true, "");
    }

    public static Verdict rejected(PushState state, String reason) {
        return new Verdict(state, false, LogText.inOneLine(reason));
    }
}
