package dev.longshore.server.log;

import java.io.Closeable;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The log of a push that is on its way. Lines are stored as they are shown. The writer never waits for a viewer: viewers
 * read the file and are only told that it has grown. Safe for use by several threads.
 */
public final class PushLog implements Closeable {
    private final File file;
    private final FileOutputStream output;
    private long length;
    private boolean ended;

    private PushLog(File file, FileOutputStream output) {
        this.file = file;
        this.output = output;
        this.length = file.length();
    }

    /** Opens a log to append to what it has. */
    static PushLog open(Path file) throws IOException {
        // Not a FileChannel: an interrupt of a thread that writes, which is how steps are stopped, would close it for
        // all.
        return new PushLog(file.toFile(), new FileOutputStream(file.toFile(), true));
    }

    /** Appends a text of one or more lines, without the control characters that a terminal would obey. */
    public synchronized void append(String text) {
        StringBuilder lines = new StringBuilder();
        LogText.lines(text).forEach(line -> lines.append(line).append('\n'));
        try {
            output.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the push's log can't be written", e);
        } finally {
            // Asked for, as a write that failed may have left a part.
            length = file.length();
            notifyAll();
        }
    }

    /** Ends the log: nothing is appended any more, and who follows it comes to its end. */
    @Override
    public synchronized void close() throws IOException {
        ended = true;
        notifyAll();
        output.close();
    }

    /** Waits until the log is longer than {@code offset} or ended; false when it is ended and no longer. */
    synchronized boolean awaitMore(long offset) throws InterruptedException {
        while (length <= offset && !ended) {
            wait();
        }
        return length > offset;
    }
}
