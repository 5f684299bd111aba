package dev.longshore.engine.docker;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/** A tar that is made while it is read: it may be larger than any memory, and needs no disk. */
final class TarStream extends InputStream {
    private static final int BLOCK = 512;
    private static final int TRAILER = 2 * BLOCK;
    private static final ZipEncoding NAMES = ZipEncodingHelper.getZipEncoding(StandardCharsets.UTF_8.name());

    private final Entries entries;
    private InputStream current = InputStream.nullInputStream();
    private boolean hasEnded;

    TarStream(Entries entries) {
        this.entries = entries;
    }

    /** Where files come from, one after the other. The content of one is closed before the next is asked for. */
    interface Entries extends Closeable {
        Optional<Entry> next() throws IOException;

        @Override
        default void close() throws IOException {}
    }

    /** @param name of at most 100 bytes */
    record Entry(String name, long size, Content content) {
        static Entry of(String name, String text) {
            byte[] content = text.getBytes(StandardCharsets.UTF_8);
            return new Entry(name, content.length, () -> new ByteArrayInputStream(content));
        }
    }

    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (true) {
            int count = current.read(bytes, offset, length);
            if (count >= 0 || hasEnded) {
                return count;
            }
            current.close();
            advance();
        }
    }

    @Override
    public void close() throws IOException {
        try (entries) {
            current.close();
        }
    }

    private void advance() throws IOException {
        Optional<Entry> next = entries.next();
        hasEnded = next.isEmpty();
        current = next.isEmpty() ? new ByteArrayInputStream(new byte[TRAILER]) : file(next.get());
    }

    private static InputStream file(Entry entry) throws IOException {
        int padding = (int) (-entry.size() & (BLOCK - 1));
        return new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(header(entry)),
                new Exactly(entry.content().open(), entry),
                new ByteArrayInputStream(new byte[padding]))));
    }

    private static byte[] header(Entry entry) throws IOException {
        TarArchiveEntry header = new TarArchiveEntry(entry.name());
        header.setSize(entry.size());
        byte[] block = new byte[BLOCK];
        header.writeEntryHeader(block, NAMES, true);
        return block;
    }

    /** Content that got another length since it was measured would break all that follows. */
    private static final class Exactly extends FilterInputStream {
        private final String name;
        private long left;

        Exactly(InputStream content, Entry entry) {
            super(content);
            this.name = entry.name();
            this.left = entry.size();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = super.read(bytes, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new EOFException(name + " is " + left + " bytes shorter than it was");
            }
            left -= count;
            return count;
        }
    }
}
