package dev.longshore.server.git;

import dev.longshore.server.store.ReleaseRecord;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The newest releases, for those who named one that isn't there. */
final class ReleaseLines {
    static final int SHOWN = 10;
    private static final int ID_LENGTH = 7;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ReleaseLines() {}

    /** @param kept how many of them have all of their images for certain */
    static List<String> of(List<ReleaseRecord> newest, int kept) {
        if (newest.isEmpty()) {
            return List.of("Nothing was ever live here.");
        }
        List<String> lines = new ArrayList<>();
        lines.add("The newest releases:");
        for (int i = 0; i < newest.size(); i++) {
            ReleaseRecord release = newest.get(i);
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-4d  %s  %s%s",
                    release.number(),
                    release.commit().substring(0, ID_LENGTH),
                    TIME.format(release.createdAt()),
                    release.live() ? "  live" : i < kept ? "" : "  too old: push its files in a new commit"));
        }
        return lines;
    }
}
