package dev.longshore.acceptance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of all killed pushes, for a person: how many of each row ended how, then each of them. */
final class KillTable {
    private static final String COLUMNS = "%8s  %8s  %8s  %8s  %s";

    private final List<KillResult> results;

    KillTable(List<KillResult> results) {
        this.results = List.copyOf(results);
    }

    List<String> summary(long seed, Duration took) {
        Map<String, List<KillResult>> rows = results.stream()
                .collect(Collectors.groupingBy(result -> result.kill().row(), TreeMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        lines.add("seed " + seed + ", " + results.size() + " kills in " + took.toSeconds() + " s, "
                + results.stream().filter(KillResult::followed).count() + " followed by the project's next push");
        lines.add(COLUMNS.formatted("finished", "failed", "unknown", "WRONG", "killed at"));
        rows.forEach((row, ofRow) -> lines.add(line(row, ofRow)));
        lines.add(line("all", results));
        return lines;
    }

    List<String> kills() {
        return results.stream().map(KillResult::toString).sorted().toList();
    }

    private static String line(String row, List<KillResult> results) {
        Map<String, Long> outcomes = results.stream()
                .collect(Collectors.groupingBy(
                        result -> result.isAsPromised() ? result.outcome() : "WRONG", Collectors.counting()));
        return COLUMNS.formatted(
                outcomes.getOrDefault("finished", 0L),
                outcomes.getOrDefault("failed", 0L),
                outcomes.getOrDefault("unknown", 0L),
                outcomes.getOrDefault("WRONG", 0L),
                row);
    }
}
