package dev.longshore.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program run to its end, with its output and errors in one text, as a terminal shows them. */
record Command(int exitCode, String output) {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    static Command run(Path directory, Map<String, String> environment, List<String> arguments) {
        return start(directory, environment, arguments).await();
    }

    /** Runs a program that reads {@code input}. */
    static Command run(Path directory, Map<String, String> environment, List<String> arguments, String input) {
        try {
            Path file = Files.createTempFile("input-", ".txt");
            Files.writeString(file, input);
            return start(directory, environment, arguments, file).await();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Running start(Path directory, Map<String, String> environment, List<String> arguments) {
        return start(directory, environment, arguments, Path.of("/dev/null"));
    }

    private static Running start(Path directory, Map<String, String> environment, List<String> arguments, Path input) {
        try {
            Path output = Files.createTempFile("command-", ".txt");
            ProcessBuilder builder = new ProcessBuilder(arguments)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(input.toFile());
            builder.environment().putAll(environment);
            return new Running(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last line that the server sent, without git's prefix. */
    String lastRemoteLine() {
        return output.lines()
                .filter(line -> line.startsWith("remote: "))
                .map(line -> line.substring("remote: ".length()).stripTrailing())
                .filter(line -> !line.isEmpty())
                .reduce((first, second) -> second)
                .orElse("");
    }

    /** A program that runs. */
    record Running(Process process, Path outputFile) {
        String outputSoFar() {
            try {
                return Files.readString(outputFile, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Command await() {
            try {
                if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("still running after " + LIMIT + ":\n" + outputSoFar());
                }
                return new Command(process.exitValue(), outputSoFar());
            } catch (InterruptedException e) {
                process.destroyForcibly();
                throw new AssertionError("interrupted", e);
            }
        }
    }
}
