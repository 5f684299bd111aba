package dev.longshore.engine.docker;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts what Podman prints about a build into the words of Docker's classic builder. It counts the steps of each stage alone,
 * so how many there are is left out. Used by one thread.
 */
final class PodmanBuildLines implements Consumer<String> {
    private static final Pattern STEP =
            Pattern.compile("(?:\\[(?<stage>\\d{1,4})/\\d{1,4}] )?STEP (?<number>\\d{1,4})(?:/\\d{1,4})?: (?<text>.*)");
    private static final Pattern FROM_CACHE = Pattern.compile("--> Using cache [0-9a-f]{64}");

    /** Layers and images of its own, which no one can use. */
    private static final Pattern BOOKKEEPING = Pattern.compile(
            "--> [0-9a-f]{11,12}|[0-9a-f]{64}" + "|(?:\\[\\d+/\\d+] )?COMMIT\\b.*|Successfully (?:built|tagged) \\S+");

    private static final Pattern EXIT_CODE =
            Pattern.compile(".*building at STEP \".*\": (?:error )?while running runtime: exit status (\\d+)");
    /** The path before it is one of Podman's own. */
    private static final Pattern MISSING_SOURCE = Pattern.compile(
            "checking on sources under \".*?\": copier: stat: \"/?(.*)\": no such file or directory", Pattern.DOTALL);

    private static final Pattern STEP_FAILURE =
            Pattern.compile("(?:error )?building at STEP \".*?\": (.*)", Pattern.DOTALL);

    private final Consumer<String> lines;
    private int stage;
    private int number;

    PodmanBuildLines(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void accept(String line) {
        Matcher step = STEP.matcher(line);
        if (step.matches() && isNext(step)) {
            lines.accept("Step " + stage + "." + number + " : " + step.group("text"));
        } else if (FROM_CACHE.matcher(line).matches()) {
            lines.accept(" ---> Using cache");
        } else if (!BOOKKEEPING.matcher(line).matches()) {
            lines.accept(line);
        }
    }

    /** Programs may print what looks like a step. Of stages that no other needs nothing is printed. */
    private boolean isNext(Matcher step) {
        int of = Optional.ofNullable(step.group("stage")).map(Integer::parseInt).orElse(1);
        int next = Integer.parseInt(step.group("number"));
        if (!(of == stage && next == number + 1) && !(of > stage && next == 1)) {
            return false;
        }
        stage = of;
        number = next;
        return true;
    }

    /** Why a build failed. */
    static String reason(String text) {
        Matcher exit = EXIT_CODE.matcher(text);
        if (exit.matches()) {
            return "the command returned a non-zero code: " + exit.group(1);
        }
        Matcher step = STEP_FAILURE.matcher(text);
        String reason = step.matches() ? step.group(1) : text;
        Matcher missing = MISSING_SOURCE.matcher(reason);
        return missing.matches() ? "file not found in build context: " + missing.group(1) : reason;
    }
}
