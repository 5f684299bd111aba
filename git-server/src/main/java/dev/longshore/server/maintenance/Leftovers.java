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

    /** Git allows no ref whose name ends like a lock (git-check-ref-format). */
    private static final Pattern LOCK = Pattern.compile(".+\\.lock|gc\\.pid");

    /** Of JGit: objects and packs that are being written, by a push, a gc and an inserter. */
    private static final Pattern UNFINISHED = Pattern.compile(
            "incoming_.*|insert_.*\\.pack|noz.*\\.tmp|gc_.*_tmp|\\.tmp-.*|renamed_.*_ref|commit_.*_tmp");

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
                if (isLeftover(file)) {
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

    private static boolean isLeftover(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (LOCK.matcher(name).matches() || UNFINISHED.matcher(name).matches()) {
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
