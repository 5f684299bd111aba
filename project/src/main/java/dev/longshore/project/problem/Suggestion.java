package dev.longshore.project.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
public final class Suggestion {
    private Suggestion() {}

    /** {@code did you mean "replicas"?} when one of the known names is close to the written one. */
    public static Optional<String> hint(String written, Collection<String> known) {
        return closest(written, known).map(name -> "did you mean \"" + name + "\"?");
    }

    static Optional<String> closest(String written, Collection<String> known) {
        int allowed = Math.max(1, Math.min(3, written.length() / 3));
        return known.stream()
                // Whatever the difference in length, at least as many letters must change.
                .filter(name -> Math.abs(name.length() - written.length()) <= allowed)
                .filter(name -> !name.equals(written) && distance(written, name) <= allowed)
                .min(Comparator.<String>comparingInt(name -> distance(written, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The optimal string alignment distance, without regard to case. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int substitution = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(substitution, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
