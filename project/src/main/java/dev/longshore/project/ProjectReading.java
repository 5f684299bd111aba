package dev.longshore.project;

import dev.longshore.project.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of reading a repository.
 *
 * @param project present exactly when no problem is an error
 */
public record ProjectReading(Optional<Project> project, List<Problem> problems) {
    public ProjectReading {
        problems = List.copyOf(problems);
    }
}
