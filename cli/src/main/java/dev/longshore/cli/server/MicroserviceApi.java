package dev.longshore.cli.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What the server's HTTP API says about one microservice. */
public final class MicroserviceApi {
    private final ServerApi api;
    private final String base;
    private final String query;

    /**
     * @param base the path
     * @param query what every request has behind its path
     */
    MicroserviceApi(ServerApi api, String base, String query) {
        this.api = api;
        this.base = base;
        this.query = query;
    }

    /** Its log; the reader closes the text. */
    public EnvironmentApi.Log log(LogOptions options) {
        return EnvironmentApi.log(api, base + "/logs" + query + options.query());
    }

    /**
     * Which part of a log.
     *
     * @param pod empty for all
     * @param container empty for the first
     * @param tail how many lines before the end to begin; empty for all
     */
    public record LogOptions(boolean follow, OptionalInt tail, Optional<String> pod, Optional<String> container) {
        private String query() {
            return "&follow=" + follow
                    + (tail.isPresent() ? "&tail=" + tail.getAsInt() : "")
                    + parameter("pod", pod)
                    + parameter("container", container);
        }
    }

    public MicroserviceStatus status() {
        return api.json(base + query, MicroserviceStatus::read);
    }

    /** Where a command is run: the stream of {@code ExecStream} in the server. */
    public Stream exec(Optional<String> pod, Optional<String> container) {
        return api.stream(base + "/exec" + query + parameter("pod", pod) + parameter("container", container));
    }

    /** A connection to a port: the stream of {@code ForwardStream} in the server. */
    public Stream forward(Optional<String> pod, int port) {
        return api.stream(base + "/forward" + query + parameter("pod", pod) + "&port=" + port);
    }

    private static String parameter(String name, Optional<String> value) {
        return value.map(text -> "&" + name + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                .orElse("");
    }

    /** Restarts it, and returns the push that this is. */
    public long restart() {
        return change("POST", "/restart", Map.of());
    }

    /** Scales it, and returns the push that this is. */
    public long scale(int replicas) {
        return change("POST", "/scale", Map.of("replicas", replicas));
    }

    /** Removes it, and returns the push that this is. */
    public long remove() {
        return change("DELETE", "", Map.of());
    }

    private long change(String method, String path, Map<String, ?> change) {
        return api.send(method, base + path + query, change, answer -> answer.number("id"));
    }
}
