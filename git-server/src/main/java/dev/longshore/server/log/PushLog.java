package dev.longshore.server.log;

import java.io.Closeable;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The log of a push that is on its way. Lines are stored as they are shown. The writer never waits for a viewer: viewers
 * read the file and are only told that it has grown. What is left out of it is told in it. Safe for use by several
 * threads.
 */
public final class PushLog implements Closeable {
    private final File file;
    private final OutputStream output;
    private final long limit;
    private SecretMask secrets = SecretMask.CREDENTIALS;
    private long length;
    private long linesOverLimit;
    private long linesUnwritten;
    private boolean lineBegun;
    private boolean ended;

    PushLog(File file, OutputStream output, long limit) {
        this.file = file;
        this.output = output;
        this.limit = limit;
        this.length = file.length();
    }

    /**
     * Opens a log to append to what it has.
     *
     * @param limit in bytes, from which on output is left out
     */
    static PushLog open(Path file, long limit) throws IOException {
        // Not a FileChannel: an interrupt of a thread that writes, which is how steps are stopped, would close it for
        // all.
        return new PushLog(file.toFile(), new FileOutputStream(file.toFile(), true), limit);
    }

    /** What is to be masked from now on, in place of what was until now. */
    public synchronized void mask(SecretMask next) {
        secrets = next;
    }

    /**
     * Appends a text of one or more lines, without secrets and the control characters that a terminal would obey.
     *
     * @throws UncheckedIOException when it can't be written; how many lines that was is told once writing works again
     */
    public synchronized void append(String text) {
        StringBuilder lines = new StringBuilder(lineBegun ? "\n" : "");
        if (linesUnwritten > 0) {
            lines.append("… ").append(count(linesUnwritten)).append(" could not be written to this log\n");
        }
        if (linesOverLimit > 0) {
            lines.append("… log cut at ").append(limit >> 20).append(" MiB: ");
            lines.append(count(linesOverLimit))
                    .append(linesOverLimit == 1 ? " was" : " were")
                    .append(" left out\n");
        }
        LogText.lines(text, secrets).forEach(line -> lines.append(line).append('\n'));
        write(lines.toString(), text);
    }

    /** The same for what programs print, which is left out once the log has reached its limit. */
    public synchronized void appendOutput(String text) {
        if (length >= limit) {
            linesOverLimit += LogText.count(text);
        } else {
            append(text);
        }
    }

    private void write(String lines, String text) {
        long before = length;
        try {
            output.write(lines.getBytes(StandardCharsets.UTF_8));
            lineBegun = false;
            linesUnwritten = 0;
            linesOverLimit = 0;
        } catch (IOException e) {
            linesUnwritten += LogText.count(text);
            lineBegun |= file.length() > before;
            throw new UncheckedIOException("the push's log can't be written", e);
        } finally {
            // Asked for, as a write that failed may have left a part.
            length = file.length();
            notifyAll();
        }
    }

    private static String count(long lines) {
        return lines == 1 ? "1 line" : lines + " lines";
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
