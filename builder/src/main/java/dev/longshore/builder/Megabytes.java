package dev.longshore.builder;

import java.util.Locale;

/** Sizes for people, in the decimal units that engines show. */
final class Megabytes {
    private static final double BYTES = 1e6;

    private Megabytes() {}

    /** {@code 12.3 MB}. */
    static String of(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / BYTES);
    }
}
