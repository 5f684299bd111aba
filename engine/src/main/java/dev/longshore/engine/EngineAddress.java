package dev.longshore.engine;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where an engine listens. Only unix sockets: an engine is reached by who may open its socket, and what a release mounts
 * lies on the engine's machine.
 */
public record EngineAddress(Path socket) {
    private static final String SCHEME = "unix://";

    /** The address that the environment names in {@code DOCKER_HOST}, else Docker's usual socket. */
    public static EngineAddress fromEnvironment(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("DOCKER_HOST"))
                .map(EngineAddress::parse)
                .orElseGet(() -> new EngineAddress(Path.of("/var/run/docker.sock")));
    }

    /** Parses {@code unix:///path/of/the/socket}. */
    public static EngineAddress parse(String url) {
        if (!url.startsWith(SCHEME + "/")) {
            throw new EngineException("the engine's address must look like unix:///var/run/docker.sock");
        }
        return new EngineAddress(Path.of(url.substring(SCHEME.length())));
    }

    @Override
    public String toString() {
        return SCHEME + socket;
    }
}
