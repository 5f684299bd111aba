package dev.longshore.server.api;

import dev.longshore.server.access.Action;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/** One path of the API with one method. */
interface Endpoint {
    /** Matches the path below {@code /api/v1}, with a group for each name in it. */
    Pattern path();

    /** What the caller must be allowed to do. */
    Action action();

    /** The method of HTTP that it answers. */
    default String method() {
        return "GET";
    }

    /** What the body of a request is, unless its method is GET. */
    default String bodyType() {
        return "application/json";
    }

    void answer(Call call, HttpServletResponse response) throws ApiException, IOException;
}
