package dev.longshore.server.push.queue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.slf4j.MDC;

/**
 * Tasks that succeed or fail together: the first failure interrupts those that run and keeps the others from starting.
 * INVARIANT: when {@link #runAll} returns or throws, none of the tasks runs any more.
 */
public final class TaskGroup<T> {
    private final ExecutorService threads;
    private final Permits permits;
    private final Predicate<T> isFailure;
    private final Set<Thread> running = new HashSet<>();
    private boolean cancelled;

    /** @param permits bounds how many tasks run at once, in this group and all that share it */
    public TaskGroup(ExecutorService threads, Permits permits, Predicate<T> isFailure) {
        this.threads = threads;
        this.permits = permits;
        this.isFailure = isFailure;
    }

    /**
     * Runs the tasks and returns their results in the same order; empty for one that was cancelled.
     *
     * @throws ExecutionException with what the first task threw that didn't end with a result
     * @throws InterruptedException when the calling thread was interrupted
     */
    public List<Optional<T>> runAll(List<Callable<T>> tasks) throws InterruptedException, ExecutionException {
        List<Future<Optional<T>>> futures = new ArrayList<>();
        Map<String, String> context =
                Optional.ofNullable(MDC.getCopyOfContextMap()).orElse(Map.of());
        for (Callable<T> task : tasks) {
            futures.add(threads.submit(() -> {
                MDC.setContextMap(context);
                try {
                    return run(task);
                } finally {
                    MDC.clear();
                }
            }));
        }
        return awaitAll(futures);
    }

    private List<Optional<T>> awaitAll(List<Future<Optional<T>>> futures)
            throws InterruptedException, ExecutionException {
        List<Optional<T>> results = new ArrayList<>();
        Optional<ExecutionException> thrown = Optional.empty();
        boolean interrupted = false;
        for (int next = 0; next < futures.size(); ) {
            try {
                results.add(futures.get(next).get());
                next++;
            } catch (ExecutionException e) {
                thrown = thrown.or(() -> Optional.of(e));
                next++;
            } catch (InterruptedException e) {
                interrupted = true;
                cancel();
            }
        }
        if (interrupted) {
            throw new InterruptedException("told to stop while tasks ran");
        }
        if (thrown.isPresent()) {
            throw thrown.get();
        }
        return results;
    }

    private Optional<T> run(Callable<T> task) throws Exception {
        if (!enter()) {
            return Optional.empty();
        }
        boolean succeeded = false;
        try {
            permits.acquire();
            try {
                T result = task.call();
                succeeded = !isFailure.test(result);
                return Optional.of(result);
            } finally {
                permits.release();
            }
        } catch (InterruptedException e) {
            return Optional.empty();
        } finally {
            leave();
            if (!succeeded) {
                cancel();
            }
        }
    }

    private synchronized boolean enter() {
        return !cancelled && running.add(Thread.currentThread());
    }

    private synchronized void leave() {
        running.remove(Thread.currentThread());
        // The pool uses this thread again: an interrupt that came too late must not hit its next task.
        Thread.interrupted();
    }

    private synchronized void cancel() {
        cancelled = true;
        running.forEach(Thread::interrupt);
    }
}
