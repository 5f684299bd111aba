package dev.longshore.builder;

import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.Heredoc;
import dev.longshore.project.dockerfile.Keyword;
import dev.longshore.project.dockerfile.Step;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds what engines read differently: older ones know neither heredocs nor the check directive. Nobody can say which images
 * such a Dockerfile uses.
 */
final class EngineDifferences {
    /** Alone in a line, it is no instruction and makes an engine without heredocs refuse the file. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[\\w.-]+");

    private static final char BACKTICK = '`';

    private EngineDifferences() {}

    /** What to change, with its place. */
    static Optional<String> in(Dockerfile dockerfile) {
        if (dockerfile.directives().check().isPresent()
                && dockerfile.directives().escape() == BACKTICK) {
            return dockerfile.steps().stream()
                    .findFirst()
                    .map(first -> first.position().file()
                            + ": an engine may not see \"# escape=`\" next to \"# check=\"; remove the latter");
        }
        return dockerfile.steps().stream()
                .flatMap(step -> heredoc(step).stream())
                .findFirst();
    }

    private static Optional<String> heredoc(Step<?> step) {
        return step.instruction().heredocs().stream()
                .map(Heredoc::name)
                .filter(name ->
                        !PLAIN_NAME.matcher(name).matches() || Keyword.of(name).isPresent())
                .findFirst()
                .map(name -> step.position() + ": an engine may take the heredoc's end \"" + name
                        + "\" for an instruction; name it EOF");
    }
}
