package dev.longshore.server.reconcile;

import dev.longshore.deployer.Cluster;
import dev.longshore.project.release.Release;
import dev.longshore.server.log.MaskedError;
import dev.longshore.server.push.LiveSecrets;
import dev.longshore.server.push.queue.EnvironmentLocks;
import dev.longshore.server.store.Environments;
import dev.longshore.server.store.LiveRelease;
import dev.longshore.server.store.ReleaseJournal;
import dev.longshore.server.store.StoredEnvironment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every environment's live release, and nothing else, running: at start and then once in each period, on a thread of
 * its own. So whatever a killed server or an engine that didn't answer left is put right, however long that takes.
 */
public final class Reconciler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final int PERIODS_UNTIL_LATE = 3;

    public enum State {
        /** The first run goes on. */
        STARTING,
        /** The last run ended well and not long ago. */
        WELL,
        FAILING
    }

    private final Runnable permission;
    private final Environments environments;
    private final ReleaseJournal releases;
    private final EnvironmentLocks locks;
    private final Cluster cluster;
    private final LiveSecrets secrets;
    private final Duration period;
    private final Clock clock;
    /** Environment that has never had a live release → the number of its next release when all of it was removed. */
    private final Map<Long, Long> removed = new HashMap<>();

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "reconciler"));
    private volatile Instant lastRun = Instant.MIN;
    private volatile boolean firstRunEnded;

    /** @param permission throws when this server may not touch the cluster any more */
    public Reconciler(
            Runnable permission,
            Environments environments,
            ReleaseJournal releases,
            EnvironmentLocks locks,
            Cluster cluster,
            LiveSecrets secrets,
            Duration period,
            Clock clock) {
        this.permission = permission;
        this.environments = environments;
        this.releases = releases;
        this.locks = locks;
        this.cluster = cluster;
        this.secrets = secrets;
        this.period = period;
        this.clock = clock;
    }

    public void start() {
        ScheduledFuture<?> unused =
                thread.scheduleWithFixedDelay(this::runSafely, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    public State state() {
        if (lastRun.isAfter(clock.instant().minus(period.multipliedBy(PERIODS_UNTIL_LATE)))) {
            return State.WELL;
        }
        return firstRunEnded ? State.FAILING : State.STARTING;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void runSafely() {
        try {
            permission.run();
            boolean well = true;
            for (StoredEnvironment environment : environments.all()) {
                well &= reconcile(environment);
            }
            if (well) {
                lastRun = clock.instant();
            }
        } catch (RuntimeException | Error e) {
            // Thrown further, it would end the loop.
            LOG.warn("nothing can be kept running: {}", e.getMessage(), e);
        } finally {
            firstRunEnded = true;
        }
    }

    private boolean reconcile(StoredEnvironment environment) {
        Lock lock = locks.of(environment.id());
        if (!lock.tryLock()) {
            return true; // A rollout is under way, which sees to what runs.
        }
        try {
            Optional<Release> live = releases.live(environment.id()).map(LiveRelease::release);
            if (live.isPresent()) {
                return repair(environment, live.get());
            }
            removeRemains(environment);
            return true;
        } catch (RuntimeException e) {
            LOG.warn("{} can't be kept running: {}", environment.name(), e.getMessage(), e);
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean repair(StoredEnvironment environment, Release live) {
        try {
            cluster.repair(live)
                    .forEach(done -> LOG.info(
                            "{}: {}",
                            environment.name(),
                            secrets.mask(environment.id(), live).applyTo(done)));
            return true;
        } catch (RuntimeException e) {
            LOG.warn(
                    "{} can't be kept running",
                    environment.name(),
                    MaskedError.of(e, secrets.mask(environment.id(), live)));
            return false;
        }
    }

    /** Of first releases that failed nothing may be left. */
    private void removeRemains(StoredEnvironment environment) {
        long next = releases.nextNumber(environment.id());
        if (next > ReleaseJournal.FIRST && removed.getOrDefault(environment.id(), 0L) != next) {
            cluster.remove(environment.name());
            removed.put(environment.id(), next);
        }
    }
}
