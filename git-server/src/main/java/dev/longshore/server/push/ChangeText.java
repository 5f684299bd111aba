package dev.longshore.server.push;

import dev.longshore.project.release.Release;
import dev.longshore.project.release.ReleaseDiff;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a release changes. */
final class ChangeText {
    private static final int WIDTH = 70;

    private ChangeText() {}

    /** Compares with what is live; with nothing when nothing is. */
    static ReleaseDiff diff(Optional<Release> live, Release next) {
        Release nothing = new Release(next.environment(), 0, next.commit(), Map.of(), List.of(), List.of());
        return ReleaseDiff.between(live.orElse(nothing), next);
    }

    /** On one line, cut after a whole name when it is too long. */
    static String of(ReleaseDiff diff) {
        String text = diff.toString();
        if (text.length() <= WIDTH) {
            return text;
        }
        int end = text.lastIndexOf(", ", WIDTH);
        return (end < 0 ? text.substring(0, WIDTH) : text.substring(0, end)) + " …";
    }
}
