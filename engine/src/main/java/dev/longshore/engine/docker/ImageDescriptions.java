package dev.longshore.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.longshore.engine.EngineException;
import dev.longshore.engine.ImageConfig;
import java.io.IOException;

/** What the engine tells of an image, all of it: the client library's classes leave fields out. */
final class ImageDescriptions {
    private static final int NOT_FOUND = 404;

    private final DockerConnection connection;
    private final Dialect dialect;

    ImageDescriptions(DockerConnection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** @throws EngineException when the engine has no such image */
    JsonNode require(String id) {
        ImageReference.parse(id);
        try {
            return get("look up image " + id, "/images/" + id + "/json");
        } catch (EngineException e) {
            throw e.getCause() instanceof DockerException refusal && refusal.getHttpStatus() == NOT_FOUND
                    ? new EngineException("the engine has no image " + id, e)
                    : e;
        }
    }

    ImageConfig config(String id) {
        JsonNode description = require(id);
        JsonNode config = dialect.isPodman()
                ? PodmanExport.configuration(connection, description.path("Id").asText())
                        .path("config")
                : description.path("Config");
        return ImageConfigJson.read(config, ImageConfigJson.text(description.path("Author")));
    }

    /** What the engine tells of itself. */
    JsonNode engine() {
        return get("tell its version", "/version");
    }

    private JsonNode get(String action, String path) {
        Request get = Request.builder().method(Request.Method.GET).path(path).build();
        return connection.call(action, () -> {
            try (DockerHttpClient.Response response = connection.open(action, get)) {
                return connection.json().readTree(response.getBody());
            } catch (IOException e) {
                throw connection.failure(action, e);
            }
        });
    }
}
