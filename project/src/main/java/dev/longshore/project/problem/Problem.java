package dev.longshore.project.problem;

import java.util.Optional;

/**
 * Something wrong in a project.
 *
 * @param message what is wrong and what was expected, in a sentence without the place
 * @param hint what to put under the caret, such as {@code did you mean "api"?}
 */
public record Problem(Severity severity, Position position, String message, Optional<String> hint) {
    /** A message may repeat what somebody wrote, which is as long as they like. */
    private static final int MAX_LENGTH = 4000;

    public Problem {
        message = shortened(message);
        hint = hint.map(Problem::shortened);
    }

    public enum Severity {
        /** The push is refused. */
        ERROR,
        /** The push goes on. */
        WARNING
    }

    public static Problem error(Position position, String message) {
        return new Problem(Severity.ERROR, position, message, Optional.empty());
    }

    public static Problem warning(Position position, String message) {
        return new Problem(Severity.WARNING, position, message, Optional.empty());
    }

    public Problem withHint(String text) {
        return new Problem(severity, position, message, Optional.of(text));
    }

    private static String shortened(String text) {
        return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
        return position + ": " + message;
    }
}
