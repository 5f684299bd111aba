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
    private final int ownSteps;
    private final int addedSteps;
    private Optional<Step> step = Optional.empty();

    /** @param count of the Dockerfile's own steps */
    record Step(int number, int count, String text) {}

    /**
     * @param ownSteps how many instructions the Dockerfile has
     * @param addedSteps how many the engine may append for labels; nobody wrote them, so nobody sees them
     */
    BuildLog(String source, Progress progress, int ownSteps, int addedSteps) {
        this.source = source;
        this.progress = progress;
        this.ownSteps = ownSteps;
        this.addedSteps = addedSteps;
    }

    void add(String line) {
        Matcher matcher = STEP.matcher(line);
        if (matcher.matches()) {
            Step begun = new Step(
                    Integer.parseInt(matcher.group(1)), count(Integer.parseInt(matcher.group(2))), matcher.group(3));
            step = Optional.of(begun);
            show("Step " + begun.number() + "/" + begun.count() + " : " + begun.text());
        } else if (!BOOKKEEPING.matcher(line).matches()) {
            show(line);
        }
    }

    private void show(String line) {
        if (step.filter(at -> at.number() > at.count()).isEmpty()) {
            progress.output(source, line);
        }
    }

    private int count(int steps) {
        return steps > ownSteps && steps <= ownSteps + addedSteps ? ownSteps : steps;
    }

    /** The last step that began. */
    Optional<Step> step() {
        return step;
    }
}
