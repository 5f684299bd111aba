package dev.longshore.server.store;

import java.time.Clock;
import org.jdbi.v3.core.Handle;

/**
 * The right to decide what becomes of pushes and releases. The server that takes it last has it; its number, the fence,
 * is larger than all before. It protects where the lock on the data directory doesn't: a directory on a file system whose
 * locks don't reach all machines, or one that was copied while a server ran.
 */
final class Lease {
    /** For programs that only look or manage users beside the server. */
    static final Lease NONE = new Lease(0);

    private final long fence;

    private Lease(long fence) {
        this.fence = fence;
    }

    /** Takes the lease away from whoever has it. */
    static Lease take(Handle handle, Clock clock) {
        return new Lease(
                handle.createQuery("UPDATE lease SET fence = fence + 1, taken_at = :now WHERE id = 1 RETURNING fence")
                        .bind("now", clock.millis())
                        .mapTo(Long.class)
                        .one());
    }

    long fence() {
        return fence;
    }

    /**
     * INVARIANT: asked in the transaction that writes, so that nobody takes the lease in between.
     *
     * @throws LeaseLostException when another server has taken it
     */
    void require(Handle handle) {
        if (fence == 0) {
            return;
        }
        long now = handle.createQuery("SELECT fence FROM lease WHERE id = 1")
                .mapTo(Long.class)
                .one();
        if (now != fence) {
            throw new LeaseLostException();
        }
    }
}
