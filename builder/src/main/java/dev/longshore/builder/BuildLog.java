package dev.longshore.builder;

import dev.longshore.project.progress.Progress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Passes on what a build prints and remembers the step that it is at. Used by one thread.
 *
 * <p>What programs print comes in the same stream as the engine's own lines. The engine's steps come in order and begin
 * before any program runs, so a line that is no next step of the same total is output like any other.
 */
final class BuildLog {
    private static final Pattern STEP =
            Pattern.compile("Step (?:(?<stage>\\d{1,4})\\.)?(?<number>\\d{1,4})(?:/(?<count>\\d{1,4}))? : (?<text>.*)");

    /** How the classic builder reports containers and layers of its own, which no one can use. */
    private static final Pattern BOOKKEEPING = Pattern.compile("\\s*| ---> (Running in )?[0-9a-f]{12}"
            + "|Removing intermediate container [0-9a-f]{12}|Successfully (built [0-9a-f]{12}|tagged \\S+)");

    private static final String FROM_CACHE = " ---> Using cache";

    private final String source;
    private final Progress progress;
    private final StepNumbers numbers;
    private final int ownSteps;
    private final int addedSteps;
    private Optional<Step> step = Optional.empty();
    private boolean byStage;
    private int begun;
    private int total;

    /** @param count of the Dockerfile's own steps */
    record Step(int number, int count, String text) {}

    /**
     * @param numbers of the instructions that the engine is given
     * @param addedSteps how many the engine may append for labels; nobody wrote them, so nobody sees them
     */
    BuildLog(String source, Progress progress, StepNumbers numbers, int addedSteps) {
        this.source = source;
        this.progress = progress;
        this.numbers = numbers;
        this.ownSteps = numbers.shown().size();
        this.addedSteps = addedSteps;
    }

    void add(String line) {
        Matcher matcher = STEP.matcher(line);
        Optional<Integer> next = matcher.matches() ? next(matcher) : Optional.empty();
        if (next.isPresent()) {
            begun = next.get();
            byStage = matcher.group("stage") != null;
            total = of(matcher);
            begin(matcher.group("text"));
        } else if (!BOOKKEEPING.matcher(line).matches() && !(line.equals(FROM_CACHE) && begun > count(total))) {
            progress.output(source, line);
        }
    }

    /** The number of a step over all stages, if it can be the one that comes now. */
    private Optional<Integer> next(Matcher announced) {
        int of = of(announced);
        return number(announced)
                .filter(number -> number <= of
                        && (begun == 0 || (of == total && byStage == (announced.group("stage") != null)))
                        && (number <= count(of) || announced.group("text").startsWith("LABEL ")));
    }

    /** An engine that counts the steps of each stage may leave out stages that no other needs. */
    private Optional<Integer> number(Matcher announced) {
        int number = Integer.parseInt(announced.group("number"));
        Optional<Integer> stage = Optional.ofNullable(announced.group("stage")).map(Integer::parseInt);
        return stage.isEmpty()
                ? Optional.of(number).filter(plain -> plain == begun + 1)
                : numbers.ofStage(stage.get(), number)
                        .filter(ofAll -> ofAll == begun + 1 || (number == 1 && ofAll > begun));
    }

    /** How many there are; not every engine says it. */
    private int of(Matcher announced) {
        return Optional.ofNullable(announced.group("count"))
                .map(Integer::parseInt)
                .orElse(ownSteps + addedSteps);
    }

    private void begin(String text) {
        int count = count(total);
        boolean isOwn = count == ownSteps;
        int number = isOwn && begun <= count ? numbers.shown().get(begun - 1) : begun;
        if (begun <= count && number > 0) {
            int shown = isOwn ? numbers.count() : count;
            step = Optional.of(new Step(number, shown, text));
            progress.output(source, "Step " + number + "/" + shown + " : " + text);
        }
    }

    private int count(int steps) {
        return steps > ownSteps && steps <= ownSteps + addedSteps ? ownSteps : steps;
    }

    /** The last of the Dockerfile's own steps that began. */
    Optional<Step> step() {
        return step;
    }
}
