package dev.longshore.deployer.engine.concurrent;

import java.time.Duration;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Tasks that run at the same time, each on a thread of its own. Closing it interrupts what still runs and waits for the
 * end of it, so that no task outlives the block that it was started in.
 */
public final class TaskGroup implements AutoCloseable {
    private static final long END_SECONDS = 60;

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "rollout");
        thread.setDaemon(true);
        return thread;
    });
    private final CompletionService<Boolean> completion = new ExecutorCompletionService<>(threads);
    private int open;

    /** Something to do that may be interrupted. */
    public interface Task {
        void run() throws InterruptedException;
    }

    public void submit(Task task) {
        open++;
        completion.submit(() -> {
            task.run();
            return true;
        });
    }

    /** Waits for all tasks; throws what the first one that fails throws, at once. */
    public void await() throws InterruptedException {
        boolean done;
        do {
            done = await(Duration.ofHours(1));
        } while (!done);
    }

    /** The same, with a limit; returns whether all tasks are done. */
    public boolean await(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (open > 0) {
            Future<Boolean> done = completion.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (done == null) {
                return false;
            }
            open--;
            try {
                done.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                if (e.getCause() instanceof InterruptedException) {
                    throw new InterruptedException();
                }
                throw new IllegalStateException(e.getCause());
            }
        }
        return true;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
