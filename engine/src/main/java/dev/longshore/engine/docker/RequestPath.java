package dev.longshore.engine.docker;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A path of the engine's API with its query. */
final class RequestPath {
    private final StringBuilder path;
    private boolean hasQuery;

    RequestPath(String path) {
        this.path = new StringBuilder(path);
    }

    RequestPath with(String name, String value) {
        path.append(hasQuery ? '&' : '?').append(name).append('=').append(encode(value));
        hasQuery = true;
        return this;
    }

    /** Makes a name safe to be one segment of a path. */
    static String segment(String name) {
        return encode(name).replace("+", "%20");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
