package dev.longshore.engine.docker;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Sees to it that nobody waits for ever for an engine that accepts connections and doesn't answer. The client's own
 * time-outs have no effect on a unix socket, so a thread that waits too long is interrupted, which closes its socket.
 *
 * <p>A call has to be done within the patience. A stream, such as a build, may be silent for as long as what it shows; it
 * is given up when the engine doesn't answer a ping within the patience either.
 */
final class EngineWatch implements AutoCloseable {
    private static final int PINGS_PER_PATIENCE = 2;

    private final Duration patience;
    private final Runnable ping;
    private final Set<Alarm> streams = ConcurrentHashMap.newKeySet();

    /** One thread waits for pings, the other interrupts it when they take too long. */
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "engine-watch");
        thread.setDaemon(true);
        return thread;
    });

    /** @param ping throws when the engine doesn't answer */
    EngineWatch(Duration patience, Runnable ping) {
        this.patience = patience;
        this.ping = ping;
        long period = Math.max(1, patience.toMillis() / PINGS_PER_PATIENCE);
        ScheduledFuture<?> unused =
                threads.scheduleWithFixedDelay(this::checkStreams, period, period, TimeUnit.MILLISECONDS);
    }

    Duration patience() {
        return patience;
    }

    /**
     * Does something on this thread that has to be done within a limit.
     *
     * @throws TimeoutException when the limit passed first, however the call ended then
     */
    <T> T within(Duration limit, Supplier<T> call) throws TimeoutException {
        Alarm alarm = new Alarm(Thread.currentThread());
        ScheduledFuture<?> timer = threads.schedule(alarm::ring, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            T result = call.get();
            alarm.end();
            return result;
        } catch (RuntimeException e) {
            if (alarm.end()) {
                TimeoutException timeout = timeout(limit);
                timeout.initCause(e);
                throw timeout;
            }
            throw e;
        } finally {
            timer.cancel(false);
        }
    }

    /** Watches over what this thread reads from the engine, until the result is ended. */
    Stream stream() {
        Alarm alarm = new Alarm(Thread.currentThread());
        streams.add(alarm);
        return new Stream(alarm);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void checkStreams() {
        Set<Alarm> open = Set.copyOf(streams);
        if (open.isEmpty()) {
            return;
        }
        try {
            within(patience, () -> {
                ping.run();
                return true;
            });
        } catch (TimeoutException | RuntimeException e) {
            open.forEach(Alarm::ring);
        }
    }

    private static TimeoutException timeout(Duration limit) {
        String time = limit.toSeconds() > 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
        return new TimeoutException("no answer within " + time);
    }

    /** A stream that is watched over. Used by the thread that made it. */
    final class Stream {
        private final Alarm alarm;

        private Stream(Alarm alarm) {
            this.alarm = alarm;
        }

        /** Ends the watch; returns why the stream was given up, if it was. */
        Optional<TimeoutException> end() {
            streams.remove(alarm);
            return alarm.end() ? Optional.of(timeout(patience)) : Optional.empty();
        }
    }
}
