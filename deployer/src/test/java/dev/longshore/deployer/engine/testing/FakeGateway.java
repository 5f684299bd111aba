package dev.longshore.deployer.engine.testing;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.route.RouteTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** Acknowledges route tables as the gateway does, and serves nothing. */
public final class FakeGateway implements AutoCloseable {
    private final Path directory;
    private final EnvironmentName environment;
    private final Repeated work;
    private volatile boolean awake = true;

    public FakeGateway(Path directory, EnvironmentName environment) {
        this.directory = directory;
        this.environment = environment;
        this.work = new Repeated(Duration.ofMillis(20), this::acknowledge);
    }

    public void sleep() {
        awake = false;
    }

    public List<RouteTable.Entry> entries() {
        return read().entries();
    }

    public long generation() {
        return read().generation();
    }

    public void lose() throws IOException {
        Files.delete(table());
    }

    @Override
    public void close() {
        work.close();
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
