package dev.longshore.server.push.step;

import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds files that only say where Git LFS keeps the content (git-lfs, docs/spec.md). */
final class LfsPointers {
    private static final byte[] FIRST_LINE =
            "version https://git-lfs.github.com/spec/v1\n".getBytes(StandardCharsets.US_ASCII);

    /** By the specification a pointer is smaller than this. */
    private static final int TOO_LARGE = 1024;

    private static final int REMEMBERED = 50_000;

    /** Whether a file of this id is a pointer, for those looked at last. */
    private final Map<String, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    synchronized boolean isPointer(SourceTree tree, SourceEntry file) {
        return file.kind().isFile() && known.computeIfAbsent(file.id(), id -> look(tree, file));
    }

    private static boolean look(SourceTree tree, SourceEntry file) {
        if (tree.size(file) >= TOO_LARGE) {
            return false;
        }
        try (InputStream content = tree.open(file)) {
            return Arrays.equals(content.readNBytes(FIRST_LINE.length), FIRST_LINE);
        } catch (IOException e) {
            throw new UncheckedIOException(file.path() + " can't be read", e);
        }
    }
}
