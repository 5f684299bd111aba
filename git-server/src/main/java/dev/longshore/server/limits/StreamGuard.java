package dev.longshore.server.limits;

import dev.longshore.project.progress.ProgressText;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends reads and writes of one connection that take too long, by an interrupt of the thread that waits in them. Only one
 * thread may use the streams.
 */
public final class StreamGuard implements AutoCloseable {
    private final Duration total;
    private final long startedAt = System.nanoTime();
    private final ScheduledFuture<?> watching;
    private volatile Duration idle;
    private @Nullable Thread waiting;
    private long waitingSince;
    private boolean ended;

    /**
     * @param idle how long one read or write may wait for the client
     * @param total how long after this reads may go on
     */
    public StreamGuard(ScheduledExecutorService timer, Duration idle, Duration total) {
        this.idle = idle;
        this.total = total;
        long period = Math.max(20, Math.min(idle.toMillis(), total.toMillis()) / 4);
        this.watching = timer.scheduleAtFixedRate(this::check, period, period, TimeUnit.MILLISECONDS);
    }

    /** Changes how long one read or write may wait. */
    public void allowIdle(Duration longest) {
        idle = longest;
    }

    public InputStream guard(InputStream input) {
        return new Input(input);
    }

    public OutputStream guard(OutputStream output) {
        return new Output(output);
    }

    @Override
    public void close() {
        watching.cancel(false);
    }

    private synchronized void check() {
        if (waiting != null && !ended && isTooLate()) {
            ended = true;
            waiting.interrupt();
        }
    }

    private boolean isTooLate() {
        long now = System.nanoTime();
        return now - waitingSince > idle.toNanos() || now - startedAt > total.toNanos();
    }

    private synchronized void begin() throws LimitExceededException {
        if (ended) {
            throw expired();
        }
        if (System.nanoTime() - startedAt > total.toNanos()) {
            ended = true;
            throw expired();
        }
        waiting = Thread.currentThread();
        waitingSince = System.nanoTime();
    }

    /** Whether the wait was ended from here; takes the interrupt back, which is meant for nobody else. */
    private synchronized boolean end() {
        waiting = null;
        if (ended) {
            Thread.interrupted();
        }
        return ended;
    }

    private LimitExceededException expired() {
        boolean all = System.nanoTime() - startedAt > total.toNanos();
        return new LimitExceededException(
                all
                        ? "the connection has taken longer than " + ProgressText.duration(total)
                                + ", which is the limit; push or fetch less at once, or over a faster line"
                        : "the connection was silent for " + ProgressText.duration(idle)
                                + ", which is the limit; check the line and try again");
    }

    @FunctionalInterface
    private interface Call {
        int run() throws IOException;
    }

    private int watched(Call call) throws IOException {
        begin();
        int result = 0;
        IOException failure = null;
        try {
            result = call.run();
        } catch (IOException e) {
            failure = e;
        }
        if (end()) {
            throw failure == null
                    ? expired()
                    : new LimitExceededException(expired().getMessage() + "", failure);
        }
        if (failure != null) {
            throw failure;
        }
        return result;
    }

    private final class Input extends FilterInputStream {
        private Input(InputStream input) {
            super(input);
        }

        @Override
        public int read() throws IOException {
            return watched(super::read);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return watched(() -> in.read(buffer, offset, length));
        }

        @Override
        public long skip(long count) throws IOException {
            return watched(() -> (int) in.skip(Math.min(count, Integer.MAX_VALUE)));
        }
    }

    private final class Output extends FilterOutputStream {
        private Output(OutputStream output) {
            super(output);
        }

        @Override
        public void write(int b) throws IOException {
            watched(() -> {
                out.write(b);
                return 1;
            });
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            watched(() -> {
                out.write(buffer, offset, length);
                return length;
            });
        }

        @Override
        public void flush() throws IOException {
            watched(() -> {
                out.flush();
                return 0;
            });
        }
    }
}
