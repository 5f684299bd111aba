package dev.longshore.server.push.queue;

import dev.longshore.server.push.request.PushProgress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Sees to it that a push which is on its way is never silent for long: a person, and any proxy between, must know. */
public final class Heartbeat implements AutoCloseable {
    private static final int CHECKS_PER_SILENCE = 5;

    private final Duration silence;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    /** @param silence the longest time without a line */
    public Heartbeat(Duration silence) {
        this.silence = silence;
    }

    /** Watches over a push until the result is cancelled. */
    public ScheduledFuture<?> watch(PushProgress progress) {
        long period = Math.max(1, silence.toMillis() / CHECKS_PER_SILENCE);
        return timer.scheduleWithFixedDelay(
                () -> progress.breakSilence(silence), period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
