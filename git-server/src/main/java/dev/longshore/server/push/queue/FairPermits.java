package dev.longshore.server.push.queue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A number of permits that environments share. Those that wait take turns, one permit each, so that an environment with
 * many images delays another one by a single image.
 */
public final class FairPermits {
    /** Environment → who waits there, in the order in which the environments get their turns. */
    private final Map<Long, Deque<CountDownLatch>> waiting = new LinkedHashMap<>();

    /** INVARIANT: 0 while anyone waits. */
    private int free;

    public FairPermits(int permits) {
        this.free = permits;
    }

    /** The permits as one environment gets them. */
    public Permits of(long environmentId) {
        return new Permits() {
            @Override
            public void acquire() throws InterruptedException {
                acquireFor(environmentId);
            }

            @Override
            public void release() {
                handOn();
            }
        };
    }

    private void acquireFor(long environment) throws InterruptedException {
        CountDownLatch granted = new CountDownLatch(1);
        synchronized (this) {
            if (free > 0) {
                free--;
                return;
            }
            waiting.computeIfAbsent(environment, id -> new ArrayDeque<>()).addLast(granted);
        }
        try {
            granted.await();
        } catch (InterruptedException e) {
            giveUp(environment, granted);
            throw e;
        }
    }

    private synchronized void handOn() {
        if (waiting.isEmpty()) {
            free++;
            return;
        }
        Map.Entry<Long, Deque<CountDownLatch>> next =
                waiting.entrySet().iterator().next();
        waiting.remove(next.getKey());
        next.getValue().removeFirst().countDown();
        if (!next.getValue().isEmpty()) {
            waiting.put(next.getKey(), next.getValue());
        }
    }

    private synchronized void giveUp(long environment, CountDownLatch granted) {
        if (granted.getCount() == 0) {
            handOn(); // It came together with the interrupt.
            return;
        }
        Deque<CountDownLatch> line = waiting.getOrDefault(environment, new ArrayDeque<>());
        line.remove(granted);
        if (line.isEmpty()) {
            waiting.remove(environment);
        }
    }
}
