package dev.longshore.acceptance;

import java.time.Duration;
import java.util.List;

/**
 * What became of a push whose server was killed.
 *
 * @param outcome {@code finished}, {@code failed} or {@code unknown} when the server had not accepted it
 * @param settled from the next start of the server until all was as it has to be
 * @param followed whether the project's next push was made at once, and became live
 * @param objections what was not; none when the server keeps its promise
 */
record KillResult(Kill kill, String outcome, Duration settled, boolean followed, List<String> objections) {
    boolean isAsPromised() {
        return objections.isEmpty();
    }

    @Override
    public String toString() {
        return String.format("%-9s %5.1f s  %s", outcome, settled.toMillis() / 1000.0, kill)
                + (followed ? "; the next push is live" : "")
                + (objections.isEmpty() ? "" : "  WRONG: " + String.join("; ", objections));
    }
}
