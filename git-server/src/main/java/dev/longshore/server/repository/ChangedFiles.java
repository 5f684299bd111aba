package dev.longshore.server.repository;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Which files differ between two commits, in words. */
public final class ChangedFiles {
    private static final int SHOWN = 3;

    private ChangedFiles() {}

    /** {@code README.md only}, {@code a, b} or {@code a, b, c and others}; {@code no file changed} when none differs. */
    public static String describe(Repository repository, Optional<ObjectId> from, ObjectId to) throws IOException {
        List<String> paths = new ArrayList<>();
        try (RevWalk commits = new RevWalk(repository);
                TreeWalk walk = new TreeWalk(repository)) {
            if (from.isPresent()) {
                walk.addTree(commits.parseCommit(from.get()).getTree());
            } else {
                walk.addTree(new EmptyTreeIterator());
            }
            walk.addTree(commits.parseCommit(to).getTree());
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (paths.size() <= SHOWN && walk.next()) {
                paths.add(walk.getPathString());
            }
        }
        if (paths.isEmpty()) {
            return "no file changed";
        }
        if (paths.size() == 1) {
            return paths.get(0) + " only";
        }
        return paths.size() > SHOWN
                ? String.join(", ", paths.subList(0, SHOWN)) + " and others"
                : String.join(", ", paths);
    }
}
