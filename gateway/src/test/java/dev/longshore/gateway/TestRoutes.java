package dev.longshore.gateway;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.longshore.project.route.RouteTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Plays the deployer's part in a route directory. */
record TestRoutes(Path directory) {
    private static final JsonMapper JSON = new JsonMapper();

    static RouteTable.Entry route(String host, String path, int port, String upstreamPath, String microservice) {
        return new RouteTable.Entry(host, path, "127.0.0.1", port, upstreamPath, microservice);
    }

    static RouteTable.Entry route(String host, TestUpstream upstream, String microservice) {
        return route(host, "/", upstream.port(), "/", microservice);
    }

    void put(String environment, long generation, RouteTable.Entry... entries) throws IOException {
        put(environment, JSON.writeValueAsString(new RouteTable(generation, List.of(entries))));
    }

    void put(String environment, String content) throws IOException {
        Files.createDirectories(directory);
        Path temporary = directory.resolve(environment + ".json.new");
        Files.writeString(temporary, content);
        Files.move(temporary, directory.resolve(environment + ".json"), StandardCopyOption.ATOMIC_MOVE);
    }

    void remove(String environment) throws IOException {
        Files.delete(directory.resolve(environment + ".json"));
    }

    Path acknowledgement(String environment) {
        return directory.resolve(environment + ".acknowledged");
    }

    void awaitAcknowledged(String environment, long generation) throws Exception {
        Await.until(
                environment + " acknowledged at " + generation,
                () -> Files.exists(acknowledgement(environment))
                        && Files.readString(acknowledgement(environment)).equals(Long.toString(generation)));
    }
}
