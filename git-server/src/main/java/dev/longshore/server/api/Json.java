package dev.longshore.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Reads requests and writes answers. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Empty when the text isn't a JSON object. */
    static Optional<JsonNode> parseObject(byte[] text) {
        try {
            return Optional.ofNullable(MAPPER.readTree(text)).filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static void write(HttpServletResponse response, JsonNode body) throws IOException {
        response.setContentType("application/json");
        response.getOutputStream().write(MAPPER.writeValueAsBytes(body));
    }

    /** Answers with a problem (RFC 9457). */
    static void write(HttpServletResponse response, ApiException problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType("application/problem+json");
        ObjectNode body = object().put("title", problem.title())
                .put("status", problem.status())
                .put("detail", String.valueOf(problem.getMessage()));
        response.getOutputStream().write(MAPPER.writeValueAsBytes(body));
    }
}
