package dev.longshore.server.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The log of a push that is on its way. Lines are stored as they are shown. The writer never waits for a viewer: viewers
 * read the file and are only told that it has grown. Safe for use by several threads.
 */
public final class PushLog implements Closeable {
    private final FileChannel channel;
    private long length;
    private boolean ended;

    private PushLog(FileChannel channel, long length) {
        this.channel = channel;
        this.length = length;
    }

    /** Opens a log to append to what it has. */
    static PushLog open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new PushLog(channel, channel.size());
    }

    /** Appends a text of one or more lines, without the control characters that a terminal would obey. */
    public synchronized void append(String text) {
        StringBuilder lines = new StringBuilder();
        LogText.lines(text).forEach(line -> lines.append(line).append('\n'));
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
        try {
            while (bytes.hasRemaining()) {
                length += channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the push's log can't be written", e);
        }
        notifyAll();
    }

    /** Ends the log: nothing is appended any more, and who follows it comes to its end. */
    @Override
    public synchronized void close() throws IOException {
        ended = true;
        notifyAll();
        channel.close();
    }

    /** Waits until the log is longer than {@code offset} or ended; false when it is ended and no longer. */
    synchronized boolean awaitMore(long offset) throws InterruptedException {
        while (length <= offset && !ended) {
            wait();
        }
        return length > offset;
    }
}
