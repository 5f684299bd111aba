package dev.longshore.server.push.queue;

import dev.longshore.server.push.request.ActivePush;
import dev.longshore.server.push.request.Ending;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Ends a push that runs too long: others wait for it. */
public final class PushDeadline implements AutoCloseable {
    private final Duration limit;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "push-deadline");
        thread.setDaemon(true);
        return thread;
    });

    public PushDeadline(Duration limit) {
        this.limit = limit;
    }

    /** Watches over a push, which has just left the queue, until the result is cancelled. */
    public ScheduledFuture<?> watch(ActivePush push) {
        return timer.schedule(() -> push.endEarly(Ending.late(limit)), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
