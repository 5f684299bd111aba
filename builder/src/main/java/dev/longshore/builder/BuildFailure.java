package dev.longshore.builder;

import dev.longshore.builder.BuildLog.Step;
import dev.longshore.engine.BuildLimits;
import dev.longshore.project.dockerfile.Dockerfile;
import dev.longshore.project.dockerfile.Keyword;
import dev.longshore.project.source.SourcePath;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which step of a Dockerfile failed, and where that is written. */
final class BuildFailure {
    private static final Pattern EXIT_CODE = Pattern.compile(".*returned a non-zero code: (\\d+)");
    private static final Pattern PARSE_ERROR = Pattern.compile("(?i)dockerfile parse error (?:on )?line (\\d+): (.*)");

    /** 128 + SIGKILL, which is how the kernel ends a process for lack of memory. */
    private static final String KILLED = "137";

    private static final int MAX_STEP_LENGTH = 60;
    private static final long MEBIBYTE = 1024 * 1024;

    private BuildFailure() {}

    /**
     * @param path of the Dockerfile
     * @param limits that the step had
     * @param reason the engine's words
     */
    static String describe(
            SourcePath path, Dockerfile dockerfile, Optional<Step> step, BuildLimits limits, String reason) {
        Matcher parseError = PARSE_ERROR.matcher(reason);
        if (parseError.matches()) {
            return path + ":" + parseError.group(1) + ": " + parseError.group(2);
        }
        if (step.isEmpty()) {
            return reason + " (" + path + ")";
        }
        Step failed = step.get();
        String place = lineOf(failed, dockerfile).map(line -> path + ":" + line).orElse(path.toString());
        if (MissingImage.isFetchedBy(failed.text())) {
            return MissingImage.describeStep(failed.text(), reason) + " (" + place + ")";
        }
        return "step " + failed.number() + "/" + failed.count() + " \"" + shortened(failed.text(), MAX_STEP_LENGTH)
                + "\" " + outcome(reason, limits) + " (" + place + ")";
    }

    /** Missing if the Dockerfile has no such instruction there. */
    private static Optional<Integer> lineOf(Step step, Dockerfile dockerfile) {
        Optional<Keyword> keyword = Keyword.of(step.text().split("\\s", 2)[0]);
        return dockerfile.steps().stream()
                .skip(Math.max(0, step.number() - 1))
                .findFirst()
                .filter(written ->
                        keyword.equals(Optional.of(written.instruction().keyword())))
                .map(written -> written.position().line());
    }

    private static String outcome(String reason, BuildLimits limits) {
        Matcher exit = EXIT_CODE.matcher(reason);
        return exit.matches()
                ? "ended with exit code " + exit.group(1) + (exit.group(1).equals(KILLED) ? outOfMemory(limits) : "")
                : "failed: " + reason.replaceFirst("^(COPY|ADD) failed: ", "");
    }

    private static String outOfMemory(BuildLimits limits) {
        return ": it was killed, probably for lack of memory"
                + limits.memoryBytes()
                        .map(bytes ->
                                "; a step of a build gets " + bytes / MEBIBYTE + " MiB (hasura server --build-memory)")
                        .orElse("");
    }

    /** A step on one line of so many characters at most. */
    static String shortened(String step, int length) {
        String text = step.strip().replaceAll("\\s+", " ");
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
