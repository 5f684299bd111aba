package dev.longshore.project.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Problems as a person reads them. */
public final class ProblemText {
    /** Of the source: with the gutter and the "remote: " that git puts before it, a line stays below 100 columns. */
    private static final int WIDTH = 80;

    private static final int GUTTER = 6;

    private ProblemText() {}

    /**
     * {@code file:line: message}, followed for an error with a known column by the line as it was written and a caret
     * below it, with the hint. Messages of several lines give several lines.
     *
     * @param source the lines of a file of the repository by its path; empty when it can't be shown
     */
    public static List<String> render(Problem problem, Function<String, List<String>> source) {
        List<String> lines = new ArrayList<>();
        Optional<String> excerpt = problem.isError() ? sourceLine(problem.position(), source) : Optional.empty();
        String hint = problem.hint()
                .filter(text -> excerpt.isEmpty())
                .map(text -> "; " + text)
                .orElse("");
        String severity = problem.isError() ? "" : "warning: ";
        (problem.position() + ": " + severity + problem.message() + hint)
                .lines()
                .forEach(lines::add);
        excerpt.ifPresent(line -> {
            String number = Integer.toString(problem.position().line());
            lines.add(" ".repeat(Math.max(0, GUTTER - number.length())) + number + " | " + line);
            String caret =
                    " ".repeat(GUTTER) + " | " + " ".repeat(problem.position().column() - 1) + "^";
            lines.add(problem.hint().map(text -> caret + " " + text).orElse(caret));
        });
        return lines;
    }

    private static Optional<String> sourceLine(Position position, Function<String, List<String>> source) {
        List<String> lines = position.column() > 0 ? source.apply(position.file()) : List.of();
        if (position.line() < 1 || position.line() > lines.size()) {
            return Optional.empty();
        }
        // The caret must stand below its character, so a tab becomes as wide as any other.
        String line = lines.get(position.line() - 1).replace('\t', ' ');
        if (position.column() > Math.min(line.length() + 1, WIDTH)) {
            return Optional.empty();
        }
        return Optional.of(line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line);
    }
}
