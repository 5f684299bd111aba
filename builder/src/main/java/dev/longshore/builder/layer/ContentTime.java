package dev.longshore.builder.layer;

import dev.longshore.project.source.SourceEntry;
import java.time.Instant;

/**
 * The time of modification that a file gets in an image.
 *
 * <p>Git stores none, and equal files must give equal layers, so it can't be that of the build. It must not be the same for
 * all either: web servers, Python's compiled files and PHP's cache tell by time and size whether a file has changed, and would
 * go on with the old content after an edit that keeps the size. So it is taken from the content's id.
 */
public final class ContentTime {
    /** Of what has no content of its own. */
    public static final Instant NONE = Instant.parse("2001-01-01T00:00:00Z");

    /** Seven hexadecimal digits of seconds: up to eight and a half years. */
    private static final int DIGITS = 7;

    private ContentTime() {}

    /** Between 2001 and 2009, in whole seconds. */
    public static Instant of(SourceEntry file) {
        return of(file.id());
    }

    /** @param id a digest of the content in hexadecimal digits */
    static Instant of(String id) {
        return NONE.plusSeconds(Long.parseLong(id.substring(0, DIGITS), 16));
    }
}
