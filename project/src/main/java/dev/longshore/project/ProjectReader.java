package dev.longshore.project;

import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.source.SourceTree;
import java.util.List;
import java.util.Optional;

/** Reads a repository at one commit. */
public final class ProjectReader {
    private ProjectReader() {}

    /** Reads all that the repository says about an environment, with every problem that was found on the way. */
    public static ProjectReading read(SourceTree tree, EnvironmentName environment) {
        return new ProjectReading(
                Optional.empty(),
                List.of(Problem.error(
                        Position.ofFile("hasura.yaml"), tree + " of " + environment + " can't be read yet")));
    }
}
