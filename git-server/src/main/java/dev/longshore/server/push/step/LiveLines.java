package dev.longshore.server.push.step;

import dev.longshore.project.progress.Progress.Verb;
import dev.longshore.project.progress.ProgressText;
import dev.longshore.project.release.Release;
import dev.longshore.project.route.GatewayAddress;
import java.util.ArrayList;
import java.util.List;

/** The addresses at which a release is reached, as many to a line as fit. */
final class LiveLines {
    private static final int WIDTH = 92;
    private static final String GAP = "   ";

    private LiveLines() {}

    static List<String> of(Release release, GatewayAddress gateway) {
        List<String> urls = release.routes().stream()
                .map(route -> gateway.url(release.environment(), route).toString())
                .distinct()
                .toList();
        List<String> lines = new ArrayList<>();
        for (String url : urls) {
            String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
            if (lines.isEmpty()) {
                lines.add(ProgressText.step(Verb.LIVE, url, ""));
            } else if (last.length() + GAP.length() + url.length() <= WIDTH) {
                lines.set(lines.size() - 1, last + GAP + url);
            } else {
                lines.add(ProgressText.continued(url, ""));
            }
        }
        return lines;
    }
}
