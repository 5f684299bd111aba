package dev.longshore.project.dockerfile;

import dev.longshore.project.problem.Problem;
import java.util.List;

/**
 * The outcome of reading a Dockerfile.
 *
 * @param dockerfile complete if no problem is an error; otherwise what could be read
 */
public record DockerfileReading(Dockerfile dockerfile, List<Problem> problems) {
    public DockerfileReading {
        problems = List.copyOf(problems);
    }

    public List<Problem> errors() {
        return problems.stream().filter(Problem::isError).toList();
    }

    public List<Problem> warnings() {
        return problems.stream().filter(problem -> !problem.isError()).toList();
    }
}
