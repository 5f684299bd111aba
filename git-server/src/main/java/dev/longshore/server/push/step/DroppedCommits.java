package dev.longshore.server.push.step;

import dev.longshore.server.log.LogText;
import dev.longshore.server.push.request.PushRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** The commits that a force push takes away from the deploy branch. */
public final class DroppedCommits {
    private static final int SHOWN = 10;

    private DroppedCommits() {}

    /** A heading and a line for each commit, the newest first, ten at most. */
    public static List<String> describe(Repository repository, PushRequest request) throws IOException {
        List<String> commits = new ArrayList<>();
        int count = 0;
        try (RevWalk walk = new RevWalk(repository)) {
            for (ObjectId tip : request.forcedFrom().stream().toList()) {
                walk.markStart(walk.parseCommit(tip));
            }
            walk.markUninteresting(walk.parseCommit(request.commit()));
            for (RevCommit commit : walk) {
                count++;
                if (count <= SHOWN) {
                    commits.add("  " + commit.abbreviate(7).name() + " " + LogText.inOneLine(commit.getShortMessage()));
                }
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                "force    drops " + count + (count == 1 ? " commit" : " commits") + " from " + request.branch() + ":");
        lines.addAll(commits);
        if (count > SHOWN) {
            lines.add("  and " + (count - SHOWN) + " more");
        }
        lines.add("");
        return lines;
    }
}
