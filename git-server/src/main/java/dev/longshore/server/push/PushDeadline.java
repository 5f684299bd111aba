package dev.longshore.server.push;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Ends a push that runs too long: others wait for it. */
final class PushDeadline implements AutoCloseable {
    private final Duration limit;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "push-deadline");
        thread.setDaemon(true);
        return thread;
    });

    PushDeadline(Duration limit) {
        this.limit = limit;
    }

    /** Watches over a push, which has just left the queue, until the result is cancelled. */
    ScheduledFuture<?> watch(ActivePush push) {
        return timer.schedule(() -> push.endEarly(Ending.late(limit)), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
