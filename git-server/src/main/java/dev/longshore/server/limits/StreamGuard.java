package dev.longshore.server.limits;

import dev.longshore.project.progress.ProgressText;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends reads and writes of one connection that take too long, by an interrupt of the thread that waits in them. A stream
 * that has been ended stays so. Only one thread may use the streams.
 */
public final class StreamGuard implements AutoCloseable {
    private final long startedAt = System.nanoTime();
    private final Duration total;
    private final boolean totalForWrites;
    private final ScheduledFuture<?> watching;
    private Duration idle;
    private Optional<Wait> waiting = Optional.empty();

    /**
     * @param idle how long one read or write may wait for the client
     * @param total how long after this reads may go on
     * @param totalForWrites whether writes may not go on for longer either
     */
    public StreamGuard(ScheduledExecutorService timer, Duration idle, Duration total, boolean totalForWrites) {
        this.idle = idle;
        this.total = total;
        this.totalForWrites = totalForWrites;
        long period = Math.max(20, Math.min(idle.toMillis(), total.toMillis()) / 4);
        this.watching = timer.scheduleAtFixedRate(this::check, period, period, TimeUnit.MILLISECONDS);
    }

    /** Changes how long one read or write may wait. */
    public synchronized void allowIdle(Duration longest) {
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
        if (waiting.isPresent()) {
            Wait wait = waiting.get();
            Optional<String> reason = wait.reasonToEnd(System.nanoTime());
            if (reason.isPresent() && !wait.side.isEnded()) {
                wait.side.end(reason.get());
                wait.thread.interrupt();
            }
        }
    }

    @FunctionalInterface
    private interface Call {
        int run() throws IOException;
    }

    /** One direction of the connection. */
    private final class Side {
        private final boolean limited;
        private Optional<String> ended = Optional.empty();

        /** @param limited whether the total time is for it */
        private Side(boolean limited) {
            this.limited = limited;
        }

        private boolean isEnded() {
            return ended.isPresent();
        }

        private void end(String reason) {
            ended = Optional.of(reason);
        }

        private int run(Call call) throws IOException {
            begin();
            try {
                int result = call.run();
                finish();
                requireOpen();
                return result;
            } catch (LimitExceededException e) {
                throw e;
            } catch (IOException e) {
                finish();
                requireOpen();
                throw e;
            }
        }

        private void begin() throws LimitExceededException {
            synchronized (StreamGuard.this) {
                Wait wait = new Wait(this, Thread.currentThread(), System.nanoTime());
                if (!isEnded()) {
                    wait.reasonToEnd(wait.since).ifPresent(this::end);
                }
                requireOpen();
                waiting = Optional.of(wait);
            }
        }

        /** Takes the interrupt back, which is meant for nobody else. */
        private void finish() {
            synchronized (StreamGuard.this) {
                waiting = Optional.empty();
                if (isEnded()) {
                    Thread.interrupted();
                }
            }
        }

        private void requireOpen() throws LimitExceededException {
            if (ended.isPresent()) {
                throw new LimitExceededException(ended.get());
            }
        }
    }

    private final class Wait {
        private final Side side;
        private final Thread thread;
        private final long since;

        private Wait(Side side, Thread thread, long since) {
            this.side = side;
            this.thread = thread;
            this.since = since;
        }

        private Optional<String> reasonToEnd(long now) {
            if (side.limited && now - startedAt > total.toNanos()) {
                return Optional.of("the connection has taken longer than " + ProgressText.duration(total)
                        + ", which is the limit; push or fetch less at once, or over a faster line");
            }
            return now - since > idle.toNanos()
                    ? Optional.of("the connection was silent for " + ProgressText.duration(idle)
                            + ", which is the limit; check the line and try again")
                    : Optional.empty();
        }
    }

    private final class Input extends FilterInputStream {
        private final Side side = new Side(true);

        private Input(InputStream input) {
            super(input);
        }

        @Override
        public int read() throws IOException {
            return side.run(in::read);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return side.run(() -> in.read(buffer, offset, length));
        }

        @Override
        public long skip(long count) throws IOException {
            return side.run(() -> (int) in.skip(Math.min(count, Integer.MAX_VALUE)));
        }
    }

    private final class Output extends FilterOutputStream {
        private final Side side = new Side(totalForWrites);

        private Output(OutputStream output) {
            super(output);
        }

        @Override
        public void write(int value) throws IOException {
            side.run(() -> {
                out.write(value);
                return 1;
            });
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            side.run(() -> {
                out.write(buffer, offset, length);
                return length;
            });
        }

        @Override
        public void flush() throws IOException {
            side.run(() -> {
                out.flush();
                return 0;
            });
        }
    }
}
