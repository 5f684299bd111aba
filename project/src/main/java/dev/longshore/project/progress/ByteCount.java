package dev.longshore.project.progress;

import java.util.Locale;

/** Numbers of bytes for people. */
public final class ByteCount {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};
    private static final int STEP = 1000;

    /** What would be shown as a whole step has reached it. */
    private static final double NEXT_UNIT = 999.95;

    private ByteCount() {}

    /** {@code 12.3 MB}. */
    public static String text(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= NEXT_UNIT && unit < UNITS.length - 1) {
            amount /= STEP;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }
}
