package dev.longshore.cli.setup;

import dev.longshore.project.name.DnsLabel;
import dev.longshore.project.name.ProjectName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes the name of a project from that of a directory. */
final class ProjectNames {
    private static final int MAX_LENGTH = 40;
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern OUTER_DASHES = Pattern.compile("^-+|-+$");

    private ProjectNames() {}

    /** The closest valid name: lower case, everything else a '-'; empty when nothing is left. */
    static Optional<ProjectName> closestTo(String directory) {
        String dashed = OTHERS.matcher(directory.toLowerCase(Locale.ROOT)).replaceAll("-");
        String trimmed = OUTER_DASHES.matcher(dashed).replaceAll("");
        String cut = trimmed.substring(0, Math.min(MAX_LENGTH, trimmed.length()));
        return ProjectName.of(OUTER_DASHES.matcher(cut).replaceAll(""));
    }

    /** What a name must look like. */
    static String rule() {
        return DnsLabel.RULE.replaceFirst("63", String.valueOf(MAX_LENGTH));
    }
}
