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
    private static final int BUFFER = 64 * 1024;

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
        try (DockerHttpClient.Response response = connection.open(action, get)) {
            InputStream body = response.getBody();
            byte[] buffer = new byte[BUFFER];
            for (int length = body.read(buffer); length >= 0; length = body.read(buffer)) {
                write(tar, buffer, length);
            }
        } catch (IOException e) {
            throw connection.failure(action, e);
        }
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

    /** The reader's failure must not pass for the engine's. */
    private static void write(OutputStream tar, byte[] buffer, int length) {
        try {
            tar.write(buffer, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String address(String id, String path) {
        return new RequestPath("/containers/" + RequestPath.segment(id) + "/archive")
                .with("path", path)
                .toString();
    }
}
