package dev.longshore.builder.context;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The rules of a {@code .dockerignore} file, in the syntax that Docker's documentation publishes. Of the patterns that match
 * a path or one of its parents the last one decides; {@code !} takes a path back in.
 */
public final class DockerIgnore {
    /** Excludes nothing. */
    public static final DockerIgnore NONE = new DockerIgnore(List.of());

    private final List<Rule> rules;

    private record Rule(boolean takesBackIn, IgnorePattern pattern) {}

    private DockerIgnore(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    public static DockerIgnore parse(String text) {
        List<Rule> rules = new ArrayList<>();
        String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
        withoutMark
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(String::strip)
                .forEach(line -> {
                    boolean takesBackIn = line.startsWith("!");
                    String pattern = clean(takesBackIn ? line.substring(1).strip() : line);
                    if (!pattern.isEmpty()) {
                        rules.add(new Rule(takesBackIn, IgnorePattern.compile(pattern)));
                    }
                });
        return new DockerIgnore(rules);
    }

    /** @param path relative to the context, without slashes at its ends */
    public boolean excludes(String path) {
        boolean excluded = false;
        for (Rule rule : rules) {
            // A rule that would change nothing needn't be tried.
            if (rule.takesBackIn() == excluded && rule.pattern().matchesItOrAParent(path)) {
                excluded = !rule.takesBackIn();
            }
        }
        return excluded;
    }

    /** Whether something below an excluded directory may be taken back in. */
    public boolean mayTakeBackInBelow(String directory) {
        return rules.stream()
                .anyMatch(rule -> rule.takesBackIn() && rule.pattern().mayMatchBelow(directory));
    }

    /** Resolves "." and ".." parts and drops slashes at the ends, as Go's {@code filepath.Clean} does. */
    private static String clean(String pattern) {
        List<String> parts = new ArrayList<>();
        for (String part : Pattern.compile("/").split(pattern, -1)) {
            if (part.equals("..")) {
                if (!parts.isEmpty()) {
                    parts.remove(parts.size() - 1);
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }
}
