package dev.longshore.engine.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.longshore.engine.ContainerState;
import dev.longshore.engine.Containers.LogLine;
import dev.longshore.engine.Containers.LogRequest;
import dev.longshore.engine.EngineException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads what a container printed. */
final class ContainerLogs {
    private final DockerConnection connection;
    private final Dialect dialect;
    private final Function<String, Optional<ContainerState>> containers;

    /** @param containers finds one by its id */
    ContainerLogs(DockerConnection connection, Dialect dialect, Function<String, Optional<ContainerState>> containers) {
        this.connection = connection;
        this.dialect = dialect;
        this.containers = containers;
    }

    void read(String id, LogRequest request, Consumer<LogLine> lines) {
        if (!request.follow() || !dialect.isPodman()) {
            readAll(id, request, lines);
            return;
        }
        try (PodmanLogEnd end = new PodmanLogEnd(() -> containers.apply(id))) {
            try {
                readAll(id, request, lines);
            } catch (EngineException e) {
                if (!end.end()) {
                    throw e;
                }
            }
        }
    }

    private void readAll(String id, LogRequest request, Consumer<LogLine> lines) {
        Request get = Request.builder()
                .method(Request.Method.GET)
                .path(path(id, request))
                .build();
        LogLines assembler = new LogLines(lines);
        String action = "read the log of container " + id;
        try (DockerHttpClient.Response response = connection.open(action, get)) {
            Optional<StreamFrame> frame = StreamFrame.read(response.getBody());
            while (frame.isPresent() && !Thread.currentThread().isInterrupted()) {
                assembler.add(frame.get());
                frame = StreamFrame.read(response.getBody());
            }
            assembler.finish();
        } catch (IOException e) {
            if (!Thread.currentThread().isInterrupted()) {
                throw connection.failure(action, e);
            }
        }
    }

    private static String path(String id, LogRequest request) {
        return new RequestPath("/containers/" + RequestPath.segment(id) + "/logs")
                .with("stdout", "1")
                .with("stderr", "1")
                .with("timestamps", "1")
                .with("follow", request.follow() ? "1" : "0")
                .with("tail", request.tail().map(String::valueOf).orElse("all"))
                .toString();
    }
}
