package dev.longshore.project.dockerfile;

import dev.longshore.project.dockerfile.Instruction.Check;
import dev.longshore.project.dockerfile.Instruction.HealthCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code HEALTHCHECK}. */
final class HealthCheckReader {
    private static final Map<String, FlagType> FLAGS = Map.of(
            "interval", FlagType.TEXT,
            "timeout", FlagType.TEXT,
            "start-period", FlagType.TEXT,
            "start-interval", FlagType.TEXT,
            "retries", FlagType.TEXT);
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final InstructionText instruction;
    private final Flags flags;

    private HealthCheckReader(InstructionText instruction) {
        this.instruction = instruction;
        this.flags = Flags.read(instruction, FLAGS);
    }

    static HealthCheck read(InstructionText instruction, CommandReader commands) {
        return new HealthCheckReader(instruction).read(commands);
    }

    private HealthCheck read(CommandReader commands) {
        String arguments = instruction.arguments();
        int end = 0;
        while (end < arguments.length() && !Blanks.is(arguments.charAt(end))) {
            end++;
        }
        String kind = arguments.substring(0, end);
        int rest = Blanks.skip(arguments, end);
        if (kind.equalsIgnoreCase("NONE")) {
            if (rest < arguments.length()) {
                throw instruction.error(rest, "nothing follows HEALTHCHECK NONE");
            }
            return new HealthCheck(Optional.empty());
        }
        if (!kind.equalsIgnoreCase("CMD")) {
            throw instruction.error("HEALTHCHECK is followed by CMD and a command, or NONE");
        }
        CommandLine command = commands.read(instruction, rest);
        if (command.equals(new CommandLine.InShell("")) || command.equals(new CommandLine.Exec(List.of()))) {
            throw instruction.error("a command is missing behind HEALTHCHECK CMD");
        }
        return new HealthCheck(Optional.of(new Check(
                command, time("interval"), time("timeout"), time("start-period"), time("start-interval"), retries())));
    }

    private Optional<Duration> time(String flag) {
        return flags.text(flag)
                .map(text -> GoDuration.parse(text)
                        .filter(time -> time.isZero() || time.compareTo(SHORTEST) >= 0)
                        .orElseThrow(() -> error(
                                "--" + flag + " is a time of at least 1ms such as 30s or 1m30s, not \"" + text + "\"")))
                .filter(time -> !time.isZero());
    }

    private int retries() {
        return flags.text("retries")
                .map(text -> {
                    if (!text.matches("\\+?\\d{1,9}")) {
                        throw error("--retries is a number from 0 up, not \"" + text + "\"");
                    }
                    return Integer.valueOf(text);
                })
                .orElse(0);
    }

    private DockerfileException error(String message) {
        return new DockerfileException(
                instruction.line().at(instruction.flags().get(0).offset()), message);
    }
}
