package dev.longshore.server.maintenance;

import dev.longshore.builder.stock.ImageStock;
import dev.longshore.builder.stock.Needed;
import dev.longshore.builder.stock.Surplus;
import dev.longshore.server.limits.ByteSize;
import dev.longshore.server.limits.DiskSpace;
import dev.longshore.server.push.queue.ImageUse;
import dev.longshore.server.store.Environments;
import dev.longshore.server.store.StoredEnvironment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the images, prefixes and logs of releases past the newest, on a thread of its own: at start, after each push and
 * from time to time; and on the thread of a push that the disk has no room for. An environment that a push goes on in is left
 * for the push's end. A failure is logged and changes nothing for pushes.
 */
public final class Retention implements ImageUse, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration ROUND = Duration.ofHours(1);

    private final Runnable requireLease;
    private final Environments environments;
    private final Retained retained;
    private final OldLogs logs;
    private final ImageStock images;
    private final DiskSpace disk;
    private final Clock clock;
    private final ImageLocks locks = new ImageLocks();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1,
            task -> {
                Thread worker = new Thread(task, "retention");
                worker.setDaemon(true);
                return worker;
            },
            // A push may end after this has.
            new ThreadPoolExecutor.DiscardPolicy());

    private record Removed(int images, int logs) {
        private static final Removed NOTHING = new Removed(0, 0);

        private Removed plus(Removed other) {
            return new Removed(images + other.images, logs + other.logs);
        }
    }

    /**
     * @param requireLease throws when the server may no longer decide what goes
     * @param disk what is measured for the log
     */
    public Retention(
            Runnable requireLease,
            Environments environments,
            Retained retained,
            OldLogs logs,
            ImageStock images,
            DiskSpace disk,
            Clock clock) {
        this.requireLease = requireLease;
        this.environments = environments;
        this.retained = retained;
        this.logs = logs;
        this.images = images;
        this.disk = disk;
        this.clock = clock;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A round never fails, and ends with its thread.
    public void start() {
        thread.scheduleWithFixedDelay(this::runRound, 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Using begin(StoredEnvironment environment) throws InterruptedException {
        ImageLocks.Held held = locks.use(environment.id());
        return () -> {
            held.close();
            thread.execute(() -> run("retention", () -> List.of(environment), retained::usually));
        };
    }

    /** Removes what no release needs that is live or can be rolled back to; returns when that is done. */
    void runRound() {
        run("retention", environments::all, retained::usually);
    }

    /** Removes all that no release strictly needs, as the disk is nearly full; returns when that is done. */
    public void makeRoom() {
        run("the disk is nearly full", environments::all, retained::atLeast);
    }

    /** Ends at once; what is left goes after the next start. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private synchronized void run(
            String why, Supplier<List<StoredEnvironment>> whose, BiFunction<Long, Instant, Needed> choice) {
        try {
            long freeBefore = disk.room().free();
            Removed removed = Removed.NOTHING;
            for (StoredEnvironment environment : whose.get()) {
                removed = removed.plus(tidy(environment, choice));
            }
            if (!removed.equals(Removed.NOTHING)) {
                long free = disk.room().free();
                LOG.info(
                        "{}: removed what no release needs, {} image(s) and {} log(s): {} freed, {} free",
                        why,
                        removed.images(),
                        removed.logs(),
                        ByteSize.text(Math.max(0, free - freeBefore)),
                        ByteSize.text(free));
            }
        } catch (RuntimeException e) {
            LOG.warn("what no release needs can't be looked for; the next round tries again", e);
        }
    }

    private Removed tidy(StoredEnvironment environment, BiFunction<Long, Instant, Needed> choice) {
        Optional<ImageLocks.Held> exclusive = locks.remove(environment.id());
        if (exclusive.isEmpty()) {
            return Removed.NOTHING;
        }
        int imagesRemoved = 0;
        int logsRemoved = 0;
        try (ImageLocks.Held held = exclusive.get()) {
            requireLease.run();
            logsRemoved = logs.remove(environment.id());
            Needed needed = choice.apply(environment.id(), clock.instant());
            for (Surplus surplus : Surplus.of(images.of(environment.name()), needed)) {
                if (held.isAwaited()) {
                    break;
                }
                imagesRemoved += images.remove(surplus) ? 1 : 0;
            }
        } catch (RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) {
                LOG.warn(
                        "what no release of {} needs can't be removed: {}; the next round tries again",
                        environment.name(),
                        e.getMessage(),
                        e);
            }
        }
        return new Removed(imagesRemoved, logsRemoved);
    }
}
