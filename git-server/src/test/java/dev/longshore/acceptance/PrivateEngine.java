package dev.longshore.acceptance;

import dev.longshore.engine.Engine;
import dev.longshore.engine.EngineAddress;
import dev.longshore.engine.docker.DockerEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A container engine for one test alone, of the same kind as the one of {@code DOCKER_HOST}, which may be killed with all
 * that it runs. Ended by {@link #close}.
 */
final class PrivateEngine implements AutoCloseable {
    private static final Path SCRIPT = Path.of("..", "docker", "engine.sh").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Path home;
    private final PrivateEngineKind kind;
    private EngineAddress address;

    private PrivateEngine(Path home, PrivateEngineKind kind) {
        this.home = home;
        this.kind = kind;
        this.address = up(kind.first(script("up")));
    }

    /** @param images that it gets from the engine of {@code DOCKER_HOST}, those of them that are there */
    static PrivateEngine start(Path home, List<String> images) {
        try (Engine shared = DockerEngine.connect(EngineAddress.fromEnvironment(System.getenv()))) {
            PrivateEngineKind kind = shared.kind() == Engine.Kind.PODMAN
                    ? new PrivatePodman(home.toAbsolutePath())
                    : new PrivateDocker(home.toAbsolutePath());
            PrivateEngine engine = new PrivateEngine(home, kind);
            engine.copy(images);
            return engine;
        }
    }

    EngineAddress address() {
        return address;
    }

    /** Starts the engine, if it doesn't run. */
    void up() {
        address = up(kind.again(script("up")));
    }

    private EngineAddress up(List<String> line) {
        String output = run(line).output();
        String host = output.lines()
                .filter(text -> text.startsWith("DOCKER_HOST="))
                .map(text -> text.substring("DOCKER_HOST=".length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(output));
        if (!host.contains("/longshore-")) {
            throw new AssertionError("not a private engine: " + host);
        }
        EngineAddress started = EngineAddress.parse(host);
        kind.started(started);
        return started;
    }

    /** SIGTERM to the engine alone; its containers run on. */
    void stop() {
        ProcessHandle engine = kind.engine();
        engine.destroy();
        Await.until(
                "the engine's end",
                LIMIT,
                () -> PrivateEngineKind.commandLine(engine).isEmpty());
    }

    /** What a power cut does: SIGKILL for the engine and everything in containers, and nothing left of its run-time state. */
    void cutPower() {
        // Again and again: what sees another's end may start a third.
        Await.until("the end of all processes", LIMIT, () -> {
            List<ProcessHandle> all = kind.processes()
                    .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                    .distinct()
                    .toList();
            all.forEach(ProcessHandle::destroyForcibly);
            return all.isEmpty();
        });
        unmount(directory());
        run(List.of("rm", "-rf", directory()));
    }

    /** As a power cut does while a network is made: each is on record in part. */
    void spoilNetworkRecord() throws IOException {
        kind.spoilNetworkRecord();
    }

    @Override
    public void close() {
        run(kind.again(script("down")));
        // Else its directories can't be deleted.
        unmount(home.toAbsolutePath().toString());
        unmount(directory());
    }

    private List<String> script(String command) {
        return List.of("bash", SCRIPT.toString(), "--engine", kind.name(), command);
    }

    private void unmount(String below) {
        run(List.of("bash", "-c", "grep -o '" + below + "[^ ]*' /proc/mounts | sort -r | xargs -r umount --lazy"));
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
