package dev.longshore.project.problem;

import java.util.Optional;

/**
 * Something wrong in a project.
 *
 * @param message what is wrong and what was expected, in a sentence without the place
 * @param hint what to put under the caret, such as {@code did you mean "api"?}
 */
public record Problem(Severity severity, Position position, String message, Optional<String> hint) {
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

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
        return position + ": " + message;
    }
}
