package dev.longshore.engine.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;

/**
 * Gives each request a connection of its own. A kept one dies with the engine, and the first request after the engine's
 * restart would fail on it; opening a unix socket costs next to nothing.
 */
final class FreshConnections implements DockerHttpClient {
    private final DockerHttpClient http;

    FreshConnections(DockerHttpClient http) {
        this.http = http;
    }

    @Override
    public Response execute(Request request) {
        Request.Builder fresh = Request.builder();
        fresh.from(request).putHeader("Connection", "close");
        return http.execute(fresh.build());
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
