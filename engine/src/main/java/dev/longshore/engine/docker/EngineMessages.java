package dev.longshore.engine.docker;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** The stream of JSON objects with which an engine reports a build or a pull. */
final class EngineMessages {
    private EngineMessages() {}

    /** Passes on each message as it comes; returns the error that the engine reported, if any. */
    static Optional<String> read(ObjectMapper json, InputStream body, Consumer<JsonNode> messages) throws IOException {
        Optional<String> error = Optional.empty();
        // Closing the body would wait for its end; who opened the response closes that.
        MappingIterator<JsonNode> all = json.readerFor(JsonNode.class)
                .without(JsonParser.Feature.AUTO_CLOSE_SOURCE)
                .readValues(body);
        while (all.hasNextValue()) {
            JsonNode message = all.nextValue();
            messages.accept(message);
            if (error.isEmpty()) {
                error = error(message);
            }
        }
        return error;
    }

    private static Optional<String> error(JsonNode message) {
        String detail = message.path("errorDetail").path("message").asText("");
        String text = detail.isEmpty() ? message.path("error").asText("") : detail;
        return text.isEmpty() ? Optional.empty() : Optional.of(EngineFailure.sentence(text));
    }
}
