package dev.longshore.server.api;

import dev.longshore.server.access.User;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/**
 * A request to an endpoint.
 *
 * @param names what the groups of the endpoint's path matched, in order
 */
record Call(HttpServletRequest request, User user, List<String> names) {
    Call {
        names = List.copyOf(names);
    }

    String name(int index) {
        return names.get(index);
    }

    boolean flag(String parameter) {
        return "true".equals(request.getParameter(parameter));
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
