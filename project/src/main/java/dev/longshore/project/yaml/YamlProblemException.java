package dev.longshore.project.yaml;

import dev.longshore.project.problem.Problem;

/** Ends the reading of a document that can't be understood any further. */
final class YamlProblemException extends RuntimeException {
    private final transient Problem problem;

    YamlProblemException(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
