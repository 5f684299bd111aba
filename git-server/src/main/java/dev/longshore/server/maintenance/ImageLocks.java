package dev.longshore.server.maintenance;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** For each environment: either pushes count on its images, or some of them are removed. */
final class ImageLocks {
    private final Map<Long, ReentrantReadWriteLock> locks = new ConcurrentHashMap<>();

    /** Given back by the thread that took it. */
    interface Held extends AutoCloseable {
        /** Whether somebody waits for its end. */
        boolean isAwaited();

        @Override
        void close();
    }

    Held use(long environmentId) throws InterruptedException {
        ReentrantReadWriteLock lock = of(environmentId);
        lock.readLock().lockInterruptibly();
        return held(lock, lock.readLock()::unlock);
    }

    /** Empty while a push counts on the images. */
    Optional<Held> remove(long environmentId) {
        ReentrantReadWriteLock lock = of(environmentId);
        return lock.writeLock().tryLock() ? Optional.of(held(lock, lock.writeLock()::unlock)) : Optional.empty();
    }

    private ReentrantReadWriteLock of(long environmentId) {
        return locks.computeIfAbsent(environmentId, id -> new ReentrantReadWriteLock());
    }

    private static Held held(ReentrantReadWriteLock lock, Runnable unlock) {
        return new Held() {
            @Override
            public boolean isAwaited() {
                return lock.hasQueuedThreads();
            }

            @Override
            public void close() {
                unlock.run();
            }
        };
    }
}
