package dev.longshore.acceptance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of Longshore's programs in a process of its own, from the classes under test. */
final class Program implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("listens on http://localhost:([0-9]+)/");
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final Command.Running running;

    private Program(Command.Running running) {
        this.running = running;
    }

    static Program start(String mainClass, Path directory, List<String> arguments) {
        return start(mainClass, directory, Map.of(), arguments);
    }

    /** @param environment variables besides those of this process */
    static Program start(String mainClass, Path directory, Map<String, String> environment, List<String> arguments) {
        return new Program(Command.start(directory, environment, java(mainClass, arguments)));
    }

    /** The command line that runs a main class of the classes under test. */
    static List<String> java(String mainClass, List<String> arguments) {
        return java(mainClass, List.of(), arguments);
    }

    static List<String> java(String mainClass, List<String> options, List<String> arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        line.addAll(options);
        line.add(mainClass);
        line.addAll(arguments);
        return line;
    }

    /** The port of the line that the program prints when it is ready. */
    int awaitPort() {
        return Await.value("the ready line of " + running.process().info(), START_LIMIT, () -> {
            Matcher ready = READY.matcher(running.outputSoFar());
            if (ready.find()) {
                return Optional.of(Integer.parseInt(ready.group(1)));
            }
            if (!running.process().isAlive()) {
                throw new AssertionError("ended instead of listening:\n" + running.outputSoFar());
            }
            return Optional.empty();
        });
    }

    String output() {
        return running.outputSoFar();
    }

    /** SIGKILL, and waits for the end. */
    void kill() {
        running.process().destroyForcibly().onExit().join();
    }

    /** SIGTERM, and waits for the end. */
    @Override
    public void close() {
        running.process().destroy();
        running.await();
    }
}
