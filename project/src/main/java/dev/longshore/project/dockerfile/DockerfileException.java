package dev.longshore.project.dockerfile;

import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problem;
import java.util.Optional;

/** An instruction that can't be read. */
final class DockerfileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    DockerfileException(Position position, String message) {
        this(Problem.error(position, message));
    }

    private DockerfileException(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    /** @param hint {@code did you mean "RUN"?} */
    static DockerfileException of(Position position, String message, Optional<String> hint) {
        Problem problem = Problem.error(position, message);
        return new DockerfileException(hint.map(problem::withHint).orElse(problem));
    }

    Problem problem() {
        return problem;
    }
}
