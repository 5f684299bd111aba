package dev.longshore.builder;

import dev.longshore.project.dockerfile.DockerfileReading;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problem;
import java.util.List;
import java.util.Optional;

/** What is wrong in a Dockerfile, in a line. */
final class DockerfileProblems {
    private DockerfileProblems() {}

    /** The first error, and how many others there are. */
    static Optional<String> summary(DockerfileReading reading) {
        List<Problem> errors = reading.errors();
        return errors.stream().findFirst().map(first -> line(first) + more(errors.size() - 1));
    }

    private static String more(int others) {
        return others == 0 ? "" : others == 1 ? " (and one more error)" : " (and " + others + " more errors)";
    }

    /** {@code file:line:column: message; hint} */
    static String line(Problem problem) {
        Position position = problem.position();
        String column = position.column() > 0 ? ":" + position.column() : "";
        return position + column + ": " + problem.message()
                + problem.hint().map(hint -> "; " + hint).orElse("");
    }
}
