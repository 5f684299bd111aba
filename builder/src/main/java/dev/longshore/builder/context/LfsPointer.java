package dev.longshore.builder.context;

import dev.longshore.project.source.SourceEntry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tells the files that only stand for a file in a store of Git LFS. */
public final class LfsPointer {
    /** A pointer file has fewer than 1024 bytes and starts with this (Git LFS specification). */
    private static final byte[] START =
            "version https://git-lfs.github.com/spec/v1\n".getBytes(StandardCharsets.US_ASCII);

    private static final int MAX_BYTES = 1024;

    private LfsPointer() {}

    /**
     * A file's content, which the caller closes, once it is known to be no pointer.
     *
     * @throws ContextException when it is one; {@code content} is closed then
     */
    public static InputStream refused(SourceEntry file, long size, InputStream content) throws IOException {
        if (size >= MAX_BYTES) {
            return content;
        }
        BufferedInputStream buffered = new BufferedInputStream(content, MAX_BYTES);
        buffered.mark(MAX_BYTES);
        byte[] start = buffered.readNBytes(START.length);
        buffered.reset();
        if (Arrays.equals(start, START)) {
            buffered.close();
            throw new ContextException(
                    file.path() + " is a Git LFS pointer, not the file itself, and this server doesn't"
                            + " store LFS objects: commit the file without LFS, or have the build fetch it");
        }
        return buffered;
    }
}
