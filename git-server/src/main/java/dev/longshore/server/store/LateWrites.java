package dev.longshore.server.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes that must be made some time: at once, or again and again while the disk is full or the database locked. Each has
 * to be one that does no harm when it is made twice, and that the next start of the server makes too: this one may end
 * first. Safe for use by several threads.
 */
final class LateWrites {
    private static final Logger LOG = LoggerFactory.getLogger(LateWrites.class);
    private static final long PAUSE_MILLIS = 1000;

    private final Deque<Late> late = new ArrayDeque<>();

    private record Late(String what, Runnable write) {}

    /** Makes a write now if that is possible, else later on a thread of its own; throws when it would fail later too. */
    void make(String what, Runnable write) {
        try {
            write.run();
        } catch (RuntimeException e) {
            StorageFault fault = StorageFault.of(e).orElseThrow(() -> e);
            LOG.warn("{} can't be written yet: {}", what, fault.what(), e);
            add(new Late(what, write));
        }
    }

    private synchronized void add(Late write) {
        late.addLast(write);
        if (late.size() == 1) {
            Thread thread = new Thread(this::catchUp, "late-writes");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void catchUp() {
        try {
            do {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } while (makeNext());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether there is more to do. */
    private boolean makeNext() {
        Late next;
        synchronized (this) {
            next = late.getFirst();
        }
        try {
            next.write().run();
            LOG.info("{} is written now", next.what());
        } catch (RuntimeException e) {
            if (StorageFault.of(e).isPresent()) {
                LOG.debug("{} still can't be written", next.what(), e);
                return true;
            }
            LOG.error("{} can't be written; the next start of the server does it", next.what(), e);
        }
        synchronized (this) {
            late.removeFirst();
            return !late.isEmpty();
        }
    }
}
