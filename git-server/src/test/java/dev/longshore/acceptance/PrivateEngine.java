package dev.longshore.acceptance;

import dev.longshore.engine.EngineAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A container engine for one test alone, which may be killed with all that it runs. Ended by {@link #close}. */
final class PrivateEngine implements AutoCloseable {
    private static final Path SCRIPT = Path.of("..", "docker", "engine.sh").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Path home;
    private EngineAddress address;

    private PrivateEngine(Path home) {
        this.home = home;
        this.address = new EngineAddress(Path.of("/nonexistent"));
    }

    /** @param images that it gets from the engine of {@code DOCKER_HOST}, those of them that are there */
    static PrivateEngine start(Path home, List<String> images) throws IOException {
        PrivateEngine engine = new PrivateEngine(home);
        // With a directory of its own the script looks for no other engine.
        Files.createDirectories(home.resolve("engine/data"));
        engine.up();
        engine.copy(images);
        return engine;
    }

    EngineAddress address() {
        return address;
    }

    /** Starts the engine, if it doesn't run. */
    void up() {
        String output = run(List.of("bash", SCRIPT.toString(), "up")).output();
        String host = output.lines()
                .filter(line -> line.startsWith("DOCKER_HOST="))
                .map(line -> line.substring("DOCKER_HOST=".length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(output));
        address = EngineAddress.parse(host);
        if (!host.contains("/longshore-")) {
            throw new AssertionError("not a private engine: " + host);
        }
    }

    /** SIGTERM to the engine alone; its containers run on. */
    void stop() {
        ProcessHandle engine = dockerd();
        engine.destroy();
        Await.until("the engine's end", LIMIT, () -> commandLine(engine).isEmpty());
    }

    /** What a power cut does: SIGKILL for the engine and everything in containers, and nothing left of its run-time state. */
    void cutPower() {
        List<ProcessHandle> all = processes()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .distinct()
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        Await.until(
                "the end of all processes", LIMIT, () -> processes().findAny().isEmpty());
        unmount(directory());
        run(List.of("rm", "-rf", directory()));
    }

    /** As a power cut does while a network is made: each is on record without its addresses. */
    void spoilNetworkRecord() throws IOException {
        Path file = home.resolve("engine/data/network/files/local-kv.db");
        String record = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(file, record.replace("ipamV4Info", "ipamV4Inf0"), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        run(List.of("bash", SCRIPT.toString(), "down"));
        // Else its directories can't be deleted.
        unmount(home.toAbsolutePath().toString());
        unmount(directory());
    }

    private void unmount(String below) {
        run(List.of("bash", "-c", "grep -o '" + below + "[^ ]*' /proc/mounts | sort -r | xargs -r umount --lazy"));
    }

    private ProcessHandle dockerd() {
        return processes()
                .filter(process -> process.info().command().orElse("").endsWith("/dockerd"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no dockerd of this test runs"));
    }

    /** The engine's own: each has one of its directories on its command line. */
    private Stream<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    String line = commandLine(process);
                    return line.contains(directory() + "/") || line.contains(home.toAbsolutePath() + "/engine/");
                })
                .filter(process -> process.pid() != ProcessHandle.current().pid());
    }

    /** A zombie has none. */
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    private String directory() {
        return String.valueOf(address.socket().getParent());
    }

    private void copy(List<String> images) {
        String from = EngineAddress.fromEnvironment(System.getenv()).socket().toString();
        for (String image : images) {
            run(List.of(
                    "bash",
                    "-c",
                    "curl -sf --unix-socket '" + from + "' http://engine/images/" + image
                            + "/get | curl -sf --unix-socket '"
                            + address.socket() + "' -X POST -H 'Content-Type: application/x-tar' -T - -o /dev/null"
                            + " http://engine/images/load"));
        }
    }

    private Command run(List<String> line) {
        try {
            return Command.run(
                    Files.createDirectories(home),
                    Map.of("LONGSHORE_HOME", home.toAbsolutePath().toString(), "DOCKER_HOST", ""),
                    line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
