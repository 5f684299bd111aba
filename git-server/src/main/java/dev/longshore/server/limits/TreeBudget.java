package dev.longshore.server.limits;

import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourceEntry.Kind;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Measures the tree of a commit before anything walks through it. A few objects of Git can stand for more files than any
 * disk holds (a "tree bomb"), so each directory is measured once by its id, and never again by a later push.
 */
public final class TreeBudget {
    private static final int REMEMBERED = 50_000;

    private final GitLimits.Tree limits;
    private final Map<String, Size> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Size> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** What is in a directory, all the way down. */
    private record Size(long entries, long bytes, int depth, long submodules) {
        private static final Size NOTHING = new Size(0, 0, 0, 0);

        private Size plus(Size other) {
            return new Size(
                    entries + other.entries,
                    bytes + other.bytes,
                    Math.max(depth, other.depth),
                    submodules + other.submodules);
        }
    }

    public TreeBudget(GitLimits.Tree limits) {
        this.limits = limits;
    }

    /**
     * Checks a whole commit.
     *
     * @return how many submodules it has
     */
    public long check(SourceTree tree) throws LimitExceededException {
        SourceEntry root = tree.find(SourcePath.ROOT).orElseThrow();
        return measure(tree, root, 1).submodules();
    }

    private Size measure(SourceTree tree, SourceEntry directory, int level) throws LimitExceededException {
        Size remembered = remembered(directory.id());
        requireDepth(directory.path(), level + remembered.depth() - 1);
        if (remembered.depth() > 0) {
            return remembered;
        }
        Size size = Size.NOTHING;
        int deepest = 0;
        for (SourceEntry entry : tree.list(directory.path())) {
            requireName(entry.path());
            Size one = entry.kind() == Kind.DIRECTORY
                    ? measure(tree, entry, level + 1)
                    : new Size(
                            0,
                            entry.kind() == Kind.SUBMODULE ? 0 : tree.size(entry),
                            0,
                            entry.kind() == Kind.SUBMODULE ? 1 : 0);
            deepest = Math.max(deepest, one.depth());
            size = size.plus(new Size(one.entries() + 1, one.bytes(), 0, one.submodules()));
            requireSize(directory.path(), size);
        }
        Size measured = new Size(size.entries(), size.bytes(), deepest + 1, size.submodules());
        synchronized (known) {
            known.put(directory.id(), measured);
        }
        return measured;
    }

    private Size remembered(String id) {
        synchronized (known) {
            return known.getOrDefault(id, Size.NOTHING);
        }
    }

    private void requireDepth(SourcePath directory, int levels) throws LimitExceededException {
        if (levels > limits.depth()) {
            throw new LimitExceededException("the directories in " + shortened(directory) + " are more than "
                    + limits.depth() + " levels deep, which is the limit");
        }
    }

    private void requireSize(SourcePath directory, Size size) throws LimitExceededException {
        if (size.entries() > limits.entries()) {
            throw new LimitExceededException("there are more than " + limits.entries() + " files and directories in "
                    + shortened(directory) + ", which is the limit of a commit that deploys");
        }
        if (size.bytes() > limits.bytes()) {
            throw new LimitExceededException("the files in " + shortened(directory) + " have more than "
                    + ByteSize.text(limits.bytes()) + " in all, which is the limit of a commit that deploys");
        }
    }

    private void requireName(SourcePath path) throws LimitExceededException {
        if (path.name().getBytes(StandardCharsets.UTF_8).length > limits.nameBytes()) {
            throw new LimitExceededException("a file name in " + shortened(path.parent()) + " has more than "
                    + limits.nameBytes() + " bytes, which is the limit");
        }
    }

    private static String shortened(SourcePath path) {
        if (path.isRoot()) {
            return "the repository";
        }
        return path.value().length() <= 80 ? path.value() : path.value().substring(0, 80) + "…";
    }
}
