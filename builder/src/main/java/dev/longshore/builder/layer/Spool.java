package dev.longshore.builder.layer;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps the contents of files that come out of images on disk, until an engine has taken them. The file that they are in has no
 * name, so that none is left when the program is killed. Not thread-safe, but what was added may be read by any thread.
 */
public final class Spool implements Closeable {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long BYTES_PER_MEBIBYTE = 1024L * 1024;

    private final long budget;
    private final FileChannel file;
    private long end;

    /** @param budget the most bytes that all contents together may have */
    public Spool(long budget) throws IOException {
        this.budget = budget;
        Path path = Files.createTempFile("longshore-build", ".files");
        this.file = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** Reads all of a stream and leaves it open. */
    FileContent add(InputStream content) throws IOException, NeedsEngineException {
        long start = end;
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            if (count > budget - end) {
                throw new NeedsEngineException(
                        "more than " + budget / BYTES_PER_MEBIBYTE + " MiB come from other stages and images");
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
            while (bytes.hasRemaining()) {
                end += file.write(bytes, end);
            }
        }
        return new Part(file, start, end - start);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private record Part(FileChannel file, long start, long size) implements FileContent {
        @Override
        public InputStream open() {
            return new PartStream(file, start, start + size);
        }
    }

    private static final class PartStream extends InputStream {
        private final FileChannel file;
        private final long end;
        private long at;

        PartStream(FileChannel file, long start, long end) {
            this.file = file;
            this.at = start;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (at == end) {
                return -1;
            }
            int count = file.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, end - at)), at);
            at += Math.max(0, count);
            return count;
        }
    }
}
