package dev.longshore.project.problem;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.Optional;

/** Why reading or writing failed, in words for a person. */
public final class IoReason {
    /** What the C library says for ENOSPC and EDQUOT (strerror(3)); Java has no types for them. */
    private static final String NO_SPACE = "no space left on device";

    private static final String OVER_QUOTA = "disk quota exceeded";

    private IoReason() {}

    /** Completes {@code can't write FILE: …}, with what to do where that is known. */
    public static String of(IOException failure) {
        return isFullDisk(failure) ? "the disk is full; free some space and try again" : words(failure);
    }

    /** Whether there was no room for what was to be written. */
    public static boolean isFullDisk(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof IOException) {
                String words = words(at).toLowerCase(Locale.ROOT);
                if (words.contains(NO_SPACE) || words.contains(OVER_QUOTA)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String words(Throwable failure) {
        Optional<String> reason = failure instanceof FileSystemException file
                ? Optional.ofNullable(file.getReason())
                : Optional.ofNullable(failure.getMessage());
        return reason.orElse(failure.getClass().getSimpleName());
    }
}
