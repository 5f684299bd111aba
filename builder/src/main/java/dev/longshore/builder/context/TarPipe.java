package dev.longshore.builder.context;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A tar, written by a thread of its own while this stream is read. A failure to write makes the reader fail rather than see a
 * shorter tar; closing ends the writer.
 */
public final class TarPipe extends FilterInputStream {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private volatile boolean complete;

    private TarPipe(PipedInputStream in) {
        super(in);
    }

    /** Writes the whole tar and leaves {@code out} open. */
    @FunctionalInterface
    public interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    public static TarPipe open(Writer tar) throws IOException {
        PipedInputStream in = new PipedInputStream(BUFFER_BYTES);
        PipedOutputStream out = new PipedOutputStream(in);
        TarPipe pipe = new TarPipe(in);
        Thread writer = new Thread(() -> pipe.write(tar, out), "tar-writer");
        writer.setDaemon(true);
        writer.start();
        return pipe;
    }

    private void write(Writer tar, PipedOutputStream out) {
        // Completeness and failure must be known before the reader sees the end.
        try (out) {
            try {
                tar.writeTo(out);
                complete = true;
            } catch (IOException e) {
                failure.set(e);
            } catch (RuntimeException e) {
                failure.set(new IOException("the files can't be read: " + e.getMessage(), e));
            }
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        }
    }

    /** Why the tar couldn't be written. */
    public Optional<IOException> failure() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = super.read(buffer, offset, length);
            if (count < 0 && !complete) {
                IOException cause = failure().orElseGet(() -> new IOException("its writer ended"));
                throw new IOException(cause.getMessage(), cause);
            }
            return count;
        } catch (InterruptedIOException e) {
            Thread.currentThread().interrupt();
            throw e;
        }
    }
}
