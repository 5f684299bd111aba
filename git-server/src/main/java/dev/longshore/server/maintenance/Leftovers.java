package dev.longshore.server.maintenance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what a server that was killed left in the repositories: locks that nobody holds any more and would block pushes
 * for ever, and files that never got their final name. Only for the one server that owns the repositories, before it works
 * with them.
 */
public final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    /** Of JGit, below {@code objects}: what a push, an inserter and a gc are writing. */
    private static final Pattern UNFINISHED =
            Pattern.compile("incoming_.*|insert_.*\\.pack|noz.*\\.tmp|gc_.*_tmp|\\.tmp-.*|commit_.*_tmp");

    private static final String OBJECTS = "objects";
    private static final String GC_LOCK = "gc.pid";
    private static final String LOCK = ".lock";
    private static final String KEPT_BY_A_PUSH = "jgit receive-pack";

    private Leftovers() {}

    /** Cleans all repositories below a directory; one that can't be cleaned doesn't stop the others. */
    public static void remove(Path repositories) throws IOException {
        try (Stream<Path> all = Files.list(repositories)) {
            for (Path repository : all.filter(Files::isDirectory).toList()) {
                try {
                    clean(repository);
                } catch (IOException e) {
                    LOG.warn("what an earlier run left in {} can't be removed", repository, e);
                }
            }
        }
    }

    private static void clean(Path repository) throws IOException {
        List<Path> leftovers = new ArrayList<>();
        Files.walkFileTree(repository, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (isLeftover(repository, file)) {
                    leftovers.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        for (Path file : leftovers) {
            Files.deleteIfExists(file);
            LOG.info("removed {}, which an earlier run of the server left", file);
        }
    }

    /** The files of branches and their logs have the branches' names, which may be like any leftover's but a lock's. */
    private static boolean isLeftover(Path repository, Path file) throws IOException {
        Path place = repository.relativize(file);
        String name = String.valueOf(file.getFileName());
        // No ref ends so (git-check-ref-format).
        if (name.endsWith(LOCK)) {
            return true;
        }
        return place.startsWith(OBJECTS)
                ? isUnfinishedObject(file, name)
                : place.getNameCount() == 1 && name.equals(GC_LOCK);
    }

    private static boolean isUnfinishedObject(Path file, String name) throws IOException {
        if (UNFINISHED.matcher(name).matches()) {
            return true;
        }
        if (name.endsWith(".keep")) {
            return Files.readString(file, StandardCharsets.UTF_8).startsWith(KEPT_BY_A_PUSH);
        }
        // A pack gets its name before its index does; without one it is read by nobody.
        return name.startsWith("pack-")
                && name.endsWith(".pack")
                && !Files.exists(file.resolveSibling(name.replaceAll("\\.pack$", ".idx")));
    }
}
