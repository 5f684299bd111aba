package dev.longshore.server.push.queue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** One lock for each environment: who holds it may change what runs there. */
public final class EnvironmentLocks {
    private final Map<Long, ReentrantLock> locks = new ConcurrentHashMap<>();

    public ReentrantLock of(long environmentId) {
        return locks.computeIfAbsent(environmentId, id -> new ReentrantLock());
    }
}
