package dev.longshore.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.server.access.User;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A request to an endpoint.
 *
 * @param names what the groups of the endpoint's path matched, in order
 */
record Call(HttpServletRequest request, User user, List<String> names) {
    private static final int MAX_BODY = 64 * 1024;

    Call {
        names = List.copyOf(names);
    }

    String name(int index) {
        return names.get(index);
    }

    /**
     * The body, a JSON object of at most 64 KiB.
     *
     * @throws ApiException when it is anything else
     */
    JsonNode body() throws ApiException, IOException {
        byte[] bytes = request.getInputStream().readNBytes(MAX_BODY + 1);
        if (bytes.length > MAX_BODY) {
            throw ApiException.badRequest("the body is larger than 64 KiB");
        }
        return Json.parseObject(bytes).orElseThrow(() -> ApiException.badRequest("the body must be a JSON object"));
    }

    boolean flag(String parameter) {
        return "true".equals(request.getParameter(parameter));
    }

    /** A parameter; empty when it isn't given. */
    Optional<String> text(String parameter) {
        return Optional.ofNullable(request.getParameter(parameter)).filter(text -> !text.isEmpty());
    }

    /** A parameter that is a whole number from 0; empty when it isn't given. */
    Optional<Long> number(String parameter) throws ApiException {
        String text = request.getParameter(parameter);
        if (text == null) {
            return Optional.empty();
        }
        if (!text.matches("[0-9]{1,15}")) {
            throw ApiException.badRequest(parameter + " must be a whole number");
        }
        return Optional.of(Long.parseLong(text));
    }
}
