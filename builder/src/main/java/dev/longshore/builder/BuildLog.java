package dev.longshore.builder;

import dev.longshore.project.progress.Progress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Passes on what a build prints and remembers the step that it is at. Used by one thread. */
final class BuildLog {
    private static final Pattern STEP = Pattern.compile("Step (\\d+)/(\\d+) : (.*)");

    /** How the classic builder reports containers and layers of its own, which no one can use. */
    private static final Pattern BOOKKEEPING = Pattern.compile("\\s*| ---> (Running in )?[0-9a-f]{12}"
            + "|Removing intermediate container [0-9a-f]{12}|Successfully (built [0-9a-f]{12}|tagged \\S+)");

    private final String source;
    private final Progress progress;
    private Optional<Step> step = Optional.empty();

    record Step(int number, int count, String text) {}

    BuildLog(String source, Progress progress) {
        this.source = source;
        this.progress = progress;
    }

    void add(String line) {
        Matcher matcher = STEP.matcher(line);
        if (matcher.matches()) {
            step = Optional.of(
                    new Step(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), matcher.group(3)));
        }
        if (!BOOKKEEPING.matcher(line).matches()) {
            progress.output(source, line);
        }
    }

    Optional<Step> step() {
        return step;
    }
}
