package dev.longshore.server.limits;

import dev.longshore.project.progress.ProgressText;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Permits to unpack a push, which takes memory, in the order in which they are asked for. One user has at most half of
 * them: a permit is held for as long as the pack is received, however slowly.
 */
final class PackPermits {
    private final int inAll;
    private final int ofUser;
    private final Semaphore all;
    private final Map<String, Semaphore> users = new ConcurrentHashMap<>();

    PackPermits(int inAll) {
        this.inAll = inAll;
        this.ofUser = Math.max(1, inAll / 2);
        this.all = new Semaphore(inAll, true);
    }

    /** Waits for a permit, which is given back by closing it. */
    Admission.Admitted take(String user, Duration patience) throws LimitExceededException {
        long end = System.nanoTime() + patience.toNanos();
        Semaphore own = users.computeIfAbsent(user, name -> new Semaphore(ofUser, true));
        await(own, end, "the server has been unpacking " + ofUser + " other pushes of " + user, patience);
        try {
            await(all, end, "the server has been unpacking " + inAll + " other pushes", patience);
        } catch (LimitExceededException e) {
            own.release();
            throw e;
        }
        return () -> {
            all.release();
            own.release();
        };
    }

    private static void await(Semaphore permits, long end, String others, Duration patience)
            throws LimitExceededException {
        try {
            if (permits.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LimitExceededException("the server is stopping; push again when it is back", e);
        }
        throw new LimitExceededException(
                others + " for " + ProgressText.duration(patience) + "; try again in a minute");
    }
}
