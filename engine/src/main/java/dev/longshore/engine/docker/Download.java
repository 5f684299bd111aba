package dev.longshore.engine.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** An answer of any size, passed on as it comes. */
final class Download {
    private static final int BUFFER = 64 * 1024;

    private Download() {}

    /** @param action what is asked for, to be put behind "the engine can't" */
    static void to(OutputStream target, DockerConnection connection, String action, Request request) {
        try (DockerHttpClient.Response response = connection.open(action, request)) {
            InputStream body = response.getBody();
            byte[] buffer = new byte[BUFFER];
            for (int length = body.read(buffer); length >= 0; length = body.read(buffer)) {
                write(target, buffer, length);
            }
        } catch (IOException e) {
            throw connection.failure(action, e);
        }
    }

    /** The target's failure must not pass for the engine's. */
    private static void write(OutputStream target, byte[] buffer, int length) {
        try {
            target.write(buffer, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
