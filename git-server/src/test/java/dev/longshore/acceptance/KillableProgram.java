package dev.longshore.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server in a process of its own, which can be kept at a point of its work and killed there. */
final class KillableProgram {
    private static final Pattern READY = Pattern.compile("longshore listens on http://localhost:([0-9]+)/");
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private KillableProgram(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "server-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** @param point where to be kept during the start; empty for nowhere */
    static KillableProgram start(Path data, int port, int gatewayPort, String point) {
        List<String> line = Program.java(
                "dev.longshore.server.KillableServer",
                List.of(data.toString(), Integer.toString(port), Integer.toString(gatewayPort), point));
        try {
            return new KillableProgram(
                    new ProcessBuilder(line).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int awaitPort() {
        return Await.value("the server", LIMIT, () -> {
            requireAlive();
            return lines.stream()
                    .map(READY::matcher)
                    .filter(Matcher::matches)
                    .map(ready -> Integer.parseInt(ready.group(1)))
                    .findFirst();
        });
    }

    /** Names the next point to be kept at, and forgets what was printed. */
    void arm(String point) {
        lines.clear();
        try {
            process.getOutputStream().write((point + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until("the point is armed", LIMIT, () -> {
            requireAlive();
            return lines.contains("armed " + point);
        });
    }

    /** Waits until it is kept at a point during its start. */
    void awaitReached(String point) {
        Await.until(point, LIMIT, () -> {
            requireAlive();
            return hasReached(point);
        });
    }

    boolean hasReached(String point) {
        return lines.contains("reached " + point);
    }

    /** The points of its start, if none has been armed since. */
    List<String> startPoints() {
        return points(lines.stream().takeWhile(line -> !READY.matcher(line).matches()));
    }

    /** The points since the last was armed, in their order. */
    List<String> points() {
        return points(lines.stream());
    }

    private static List<String> points(Stream<String> lines) {
        return lines.filter(line -> line.startsWith("point "))
                .map(line -> line.substring("point ".length()))
                .toList();
    }

    List<String> output() {
        return lines;
    }

    /** SIGKILL, and waits for the end. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    private void requireAlive() {
        if (!process.isAlive()) {
            throw new AssertionError("the server ended:\n" + String.join("\n", lines));
        }
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (Optional<String> line = Optional.ofNullable(output.readLine());
                    line.isPresent();
                    line = Optional.ofNullable(output.readLine())) {
                lines.add(line.get());
            }
        } catch (IOException e) {
            lines.add("(the output ended: " + e.getMessage() + ")");
        }
    }
}
