package dev.longshore.acceptance;

import java.time.Duration;
import java.util.List;

/**
 * What became of a push whose server was killed.
 *
 * @param outcome {@code finished}, {@code failed} or {@code unknown} when the server had not accepted it
 * @param settled from the next start of the server until all was as it has to be
 * @param objections what was not; none when the server keeps its promise
 */
record KillResult(Kill kill, String outcome, Duration settled, List<String> objections) {
    @Override
    public String toString() {
        return String.format("%-9s %5.1f s  %s", outcome, settled.toMillis() / 1000.0, kill)
                + (objections.isEmpty() ? "" : "  WRONG: " + String.join("; ", objections));
    }
}
