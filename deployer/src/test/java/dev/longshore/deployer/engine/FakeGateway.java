package dev.longshore.deployer.engine;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.route.RouteTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Acknowledges route tables as the gateway does, and serves nothing. */
final class FakeGateway implements AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Path directory;
    private final EnvironmentName environment;
    private volatile boolean awake = true;

    FakeGateway(Path directory, EnvironmentName environment) {
        this.directory = directory;
        this.environment = environment;
        thread.scheduleWithFixedDelay(this::acknowledge, 0, 20, TimeUnit.MILLISECONDS);
    }

    void sleep() {
        awake = false;
    }

    List<RouteTable.Entry> entries() {
        return read().entries();
    }

    long generation() {
        return read().generation();
    }

    void lose() throws IOException {
        Files.delete(table());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void acknowledge() {
        if (!awake || !Files.exists(table())) {
            return;
        }
        try {
            Path unfinished = directory.resolve(".acknowledged");
            Files.writeString(unfinished, Long.toString(generation()));
            Files.move(
                    unfinished,
                    directory.resolve(environment.value() + ".acknowledged"),
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RouteTable read() {
        try {
            return JsonMapper.builder().build().readValue(Files.readAllBytes(table()), RouteTable.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path table() {
        return directory.resolve(environment.value() + ".json");
    }
}
