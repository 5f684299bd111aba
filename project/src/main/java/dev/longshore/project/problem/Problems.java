package dev.longshore.project.problem;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Collects the problems found while reading, so that one push shows all of them, or the first {@value #MAX_SHOWN} errors
 * and as many warnings. Not thread-safe.
 */
public final class Problems {
    static final int MAX_SHOWN = 100;

    private final Set<Problem> found = new LinkedHashSet<>();
    private final Map<Problem.Severity, Integer> counts = new EnumMap<>(Problem.Severity.class);
    private final Map<Problem.Severity, Problem> firstOmitted = new EnumMap<>(Problem.Severity.class);

    public void add(Problem problem) {
        if (found.contains(problem)) {
            return;
        }
        if (counts.merge(problem.severity(), 1, Integer::sum) <= MAX_SHOWN) {
            found.add(problem);
        } else {
            firstOmitted.putIfAbsent(problem.severity(), problem);
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
        return counts.getOrDefault(Problem.Severity.ERROR, 0);
    }

    /** All problems in the order in which they were found; of too many, the last says how many are left out. */
    public List<Problem> all() {
        List<Problem> shown = new ArrayList<>(found);
        firstOmitted.forEach((severity, first) -> shown.add(new Problem(
                severity,
                first.position(),
                counts.getOrDefault(severity, 0) - MAX_SHOWN + " more "
                        + (severity == Problem.Severity.ERROR ? "errors" : "warnings") + ", from here on, aren't shown",
                Optional.empty())));
        return List.copyOf(shown);
    }
}
