package dev.longshore.engine.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.longshore.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Files of a container as tars. */
final class ContainerArchive {
    private final DockerConnection connection;

    ContainerArchive(DockerConnection connection) {
        this.connection = connection;
    }

    void read(String id, String path, OutputStream tar) {
        String action = "read " + path + " of container " + id;
        Request get = Request.builder()
                .method(Request.Method.GET)
                .path(address(id, path))
                .build();
        Download.to(tar, connection, action, get);
    }

    void write(String id, String path, InputStream tar) {
        String action = "write to " + path + " of container " + id;
        ContextStream body = new ContextStream(tar);
        Request put = Request.builder()
                .method(Request.Method.PUT)
                .path(address(id, path))
                .putHeader("Content-Type", "application/x-tar")
                .body(body)
                .build();
        try (DockerHttpClient.Response response = connection.open(action, put)) {
            response.getBody().readAllBytes();
        } catch (IOException e) {
            throw connection.failure(action, e);
        } catch (EngineException e) {
            throw body.failure()
                    .<RuntimeException>map(UncheckedIOException::new)
                    .orElse(e);
        }
    }

    static String address(String id, String path) {
        return new RequestPath("/containers/" + RequestPath.segment(id) + "/archive")
                .with("path", path)
                .toString();
    }
}
