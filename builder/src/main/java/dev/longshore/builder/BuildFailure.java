package dev.longshore.builder;

import dev.longshore.builder.BuildLog.Step;
import dev.longshore.project.source.SourcePath;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which step of a Dockerfile failed, and where that is written. */
final class BuildFailure {
    private static final Pattern EXIT_CODE = Pattern.compile(".*returned a non-zero code: (\\d+)");
    private static final Pattern PARSE_ERROR = Pattern.compile("(?i)dockerfile parse error (?:on )?line (\\d+): (.*)");

    /** What Podman finds only when it is at that step. */
    private static final String UNKNOWN_INSTRUCTION = "unknown instruction: ";

    /** 128 + SIGKILL, which is how the kernel ends a process for lack of memory. */
    private static final String KILLED = "137";

    private static final String OUT_OF_MEMORY = ": it was killed, probably for lack of memory";
    private static final int MAX_STEP_LENGTH = 60;

    private BuildFailure() {}

    /** @param reason the engine's words */
    static String describe(
            SourcePath dockerfile, DockerfileInstructions instructions, Optional<Step> step, String reason) {
        Matcher parseError = PARSE_ERROR.matcher(reason);
        if (parseError.matches()) {
            return dockerfile + ":" + parseError.group(1) + ": " + parseError.group(2);
        }
        if (step.isEmpty()) {
            return reason + " (" + dockerfile + ")";
        }
        Step failed = step.get();
        String place = instructions
                .lineOfStep(failed.number(), failed.text())
                .map(line -> dockerfile + ":" + line)
                .orElse(dockerfile.toString());
        if (reason.startsWith(UNKNOWN_INSTRUCTION)) {
            return place + ": " + reason;
        }
        if (MissingImage.isFetchedBy(failed.text())) {
            return MissingImage.describeStep(failed.text(), reason) + " (" + place + ")";
        }
        return "step " + failed.number() + "/" + failed.count() + " \"" + shortened(failed.text()) + "\" "
                + outcome(reason) + " (" + place + ")";
    }

    private static String outcome(String reason) {
        Matcher exit = EXIT_CODE.matcher(reason);
        return exit.matches()
                ? "ended with exit code " + exit.group(1) + (exit.group(1).equals(KILLED) ? OUT_OF_MEMORY : "")
                : "failed: " + reason.replaceFirst("^(COPY|ADD) failed: ", "");
    }

    private static String shortened(String step) {
        String text = step.strip().replaceAll("\\s+", " ");
        return text.length() <= MAX_STEP_LENGTH ? text : text.substring(0, MAX_STEP_LENGTH - 1) + "…";
    }
}
