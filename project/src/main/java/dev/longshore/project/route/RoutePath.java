package dev.longshore.project.route;

import java.util.List;
import java.util.regex.Pattern;

/** The syntax of the paths of routes. */
public final class RoutePath {
    /** What a path must look like, for messages. */
    public static final String RULE = "a path must start with '/' and be that of a URL, without \"..\"";

    private static final Pattern SYNTAX = Pattern.compile("/[!$&'()*+,\\-./0-9:;=@A-Z_a-z~%]*");

    private RoutePath() {}

    public static boolean isValid(String path) {
        return SYNTAX.matcher(path).matches() && !List.of(path.split("/", -1)).contains("..");
    }
}
