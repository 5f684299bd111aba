package dev.longshore.gateway.route;

/**
 * A path prefix that ends on a segment's border: {@code /api} covers {@code /api} and {@code /api/x}, not {@code /apix};
 * {@code /} covers everything. Paths are compared as they were sent, never decoded.
 */
record PathPrefix(String text) {
    PathPrefix {
        text = withoutTrailingSlash(text);
    }

    boolean covers(String path) {
        return path.startsWith(text) && (path.length() == text.length() || path.charAt(text.length()) == '/');
    }

    /** The path that an upstream sees whose own prefix is {@code upstreamPath}; only for a path that is covered. */
    String replaceIn(String path, String upstreamPath) {
        String rest = path.substring(text.length());
        return rest.isEmpty() ? upstreamPath : withoutTrailingSlash(upstreamPath) + rest;
    }

    int length() {
        return text.length();
    }

    private static String withoutTrailingSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
