package dev.longshore.server.maintenance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.ObjectId;

/** Which repositories receive objects now. */
public final class ReceiveActivity {
    private final Map<Path, Integer> receiving = new ConcurrentHashMap<>();
    private final Map<Pushed, CountDownLatch> pushed = new ConcurrentHashMap<>();

    private record Pushed(Path repository, Set<ObjectId> tips) {}

    /** Objects that come in, until it is closed. */
    public interface Receiving extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Begins when no other push of the same commits is being received, or when the patience is at its end. JGit lets two
     * equal packs that arrive at the same moment lock the same file, and ends the push that unlocks it second with an error.
     *
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    public Receiving begin(Path repository, Set<ObjectId> tips, Duration patience) throws InterruptedException {
        Pushed push = new Pushed(repository, Set.copyOf(tips));
        CountDownLatch received = new CountDownLatch(1);
        long end = System.nanoTime() + patience.toNanos();
        boolean waits = true;
        while (waits) {
            CountDownLatch earlier = pushed.putIfAbsent(push, received);
            waits = earlier != null && earlier.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        receiving.merge(repository, 1, Integer::sum);
        return () -> {
            receiving.computeIfPresent(repository, (path, count) -> count == 1 ? null : count - 1);
            pushed.remove(push, received);
            received.countDown();
        };
    }

    boolean isQuiet(Path repository) {
        return !receiving.containsKey(repository);
    }
}
