package dev.longshore.project.problem;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects the problems found while reading, so that one push shows all of them. Not thread-safe. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    public void add(Problem problem) {
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    public void error(Position position, String message) {
        add(Problem.error(position, message));
    }

    public void warning(Position position, String message) {
        add(Problem.warning(position, message));
    }

    public boolean hasErrors() {
        return errorCount() > 0;
    }

    public long errorCount() {
        return found.stream().filter(Problem::isError).count();
    }

    /** All problems in the order in which they were found. */
    public List<Problem> all() {
        return Collections.unmodifiableList(found);
    }
}
