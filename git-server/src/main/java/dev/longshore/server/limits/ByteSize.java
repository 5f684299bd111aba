package dev.longshore.server.limits;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people read and write them. */
public final class ByteSize {
    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,12})([kmgt]?)(?:i?b)?");
    private static final String UNITS = "kmgt";

    private ByteSize() {}

    /** {@code 512 bytes}, {@code 1 MiB}, {@code 1.5 GiB}. */
    public static String text(long bytes) {
        String[] units = {"KiB", "MiB", "GiB", "TiB"};
        if (bytes < 1024) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        double size = bytes / 1024.0;
        int unit = 0;
        while (size >= 1024 && unit < units.length - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f", size).replace(".0", "") + " " + units[unit];
    }

    /**
     * Reads {@code 500m}, {@code 2g}, {@code 1024}; units are powers of 1024.
     *
     * @throws IllegalArgumentException with a message for a person
     */
    public static long parse(String text) {
        Matcher matcher = SYNTAX.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a size is a number with k, m, g or t, as in 500m or 2g");
        }
        long factor = 1L << (10 * (UNITS.indexOf(matcher.group(2)) + 1));
        return Math.multiplyExact(
                Long.parseLong(matcher.group(1)), matcher.group(2).isEmpty() ? 1 : factor);
    }
}
