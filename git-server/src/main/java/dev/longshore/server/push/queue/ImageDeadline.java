package dev.longshore.server.push.queue;

import dev.longshore.builder.BuildOutcome;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Interrupts the making of an image that takes too long: what never ends would hold its environment for ever. */
public final class ImageDeadline implements AutoCloseable {
    private final Duration limit;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "image-deadline");
        thread.setDaemon(true);
        return thread;
    });

    public ImageDeadline(Duration limit) {
        this.limit = limit;
    }

    /** Makes an image. */
    public interface Work {
        BuildOutcome run() throws InterruptedException;
    }

    /** Does the work on this thread; when the limit passes first it has failed, however it ends. */
    public BuildOutcome run(String subject, Work work) throws InterruptedException {
        Alarm alarm = new Alarm(Thread.currentThread());
        ScheduledFuture<?> watched = timer.schedule(alarm::ring, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            BuildOutcome outcome = work.run();
            return alarm.end() ? late(subject) : outcome;
        } catch (InterruptedException | RuntimeException e) {
            if (alarm.end()) {
                return late(subject);
            }
            throw e;
        } finally {
            watched.cancel(false);
            alarm.end();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private BuildOutcome late(String subject) {
        String time = limit.toMinutes() > 0 ? limit.toMinutes() + " min" : limit.toMillis() + " ms";
        return new BuildOutcome.Failed(subject + ": not done within " + time);
    }

    private static final class Alarm {
        private final Thread thread;
        private boolean rang;
        private boolean ended;

        Alarm(Thread thread) {
            this.thread = thread;
        }

        synchronized void ring() {
            if (!ended) {
                rang = true;
                thread.interrupt();
            }
        }

        /** From here on the thread isn't interrupted any more; tells whether it was, which is undone. */
        synchronized boolean end() {
            if (!ended) {
                ended = true;
                if (rang) {
                    Thread.interrupted();
                }
            }
            return rang;
        }
    }
}
