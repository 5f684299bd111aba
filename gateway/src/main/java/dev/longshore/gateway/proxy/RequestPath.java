package dev.longshore.gateway.proxy;

import java.util.EnumSet;
import java.util.Optional;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;

/**
 * Which paths may pass. Prefixes are matched as sent, so a path that an upstream could read as another one, outside the
 * prefix, is refused: dot segments in any spelling, encoded slashes, backslashes.
 */
public final class RequestPath {
    /** For Jetty: what is only unusual goes on unchanged. */
    public static final UriCompliance COMPLIANCE = UriCompliance.from(EnumSet.of(
            Violation.AMBIGUOUS_EMPTY_SEGMENT,
            Violation.AMBIGUOUS_PATH_ENCODING,
            Violation.BAD_UTF8_ENCODING,
            Violation.TRUNCATED_UTF8_ENCODING,
            Violation.ILLEGAL_PATH_CHARACTERS));

    private RequestPath() {}

    /** The path as sent, if it is one that may pass. */
    static Optional<String> of(HttpURI uri) {
        return Optional.ofNullable(uri.getPath())
                .filter(path -> path.startsWith("/") && path.indexOf('\\') < 0 && !hasDotSegment(path));
    }

    private static boolean hasDotSegment(String path) {
        for (String segment : path.split("/", -1)) {
            int parameters = segment.indexOf(';');
            String name = parameters < 0 ? segment : segment.substring(0, parameters);
            if (name.equals(".") || name.equals("..")) {
                return true;
            }
        }
        return false;
    }
}
