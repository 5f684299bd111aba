package dev.longshore.server.push;

import dev.longshore.project.release.Release;
import dev.longshore.server.log.SecretMask;
import dev.longshore.server.push.step.ReleaseSecrets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The masks of live releases' secrets. One is built when it is first asked for, by the one who asks, and kept for the next
 * until others need the room: what asks may be any number of requests, whose answers would cost a mask each.
 */
public final class LiveSecrets {
    private static final int MAX_KEPT = 32;

    /** A mask for an environment, the one that was used least lately first. */
    private final Map<Long, Kept> masks = new LinkedHashMap<>(16, 0.75f, true);

    /** The mask of a release's secrets. Building it holds up only those who want the same one. */
    public SecretMask mask(long environment, Release live) {
        Kept kept;
        synchronized (masks) {
            kept = masks.compute(
                    environment,
                    (id, before) -> before != null && before.isOf(live) ? before : new Kept(live.number()));
        }
        SecretMask mask = kept.mask(live);
        synchronized (masks) {
            makeRoom();
        }
        return mask;
    }

    int kept() {
        synchronized (masks) {
            return masks.size();
        }
    }

    /** Together they take no more than two masks of the largest size. */
    private void makeRoom() {
        long states = masks.values().stream().mapToLong(Kept::states).sum();
        Iterator<Kept> leastUsed = masks.values().iterator();
        while (masks.size() > MAX_KEPT || states > 2L * SecretMask.MAX_STATES) {
            states -= leastUsed.next().states();
            leastUsed.remove();
        }
    }

    private static final class Kept {
        private final long release;
        private Optional<SecretMask> mask = Optional.empty();
        private volatile int states;

        Kept(long release) {
            this.release = release;
        }

        boolean isOf(Release live) {
            return release == live.number();
        }

        synchronized SecretMask mask(Release live) {
            SecretMask built = mask.orElseGet(() -> ReleaseSecrets.mask(Stream.of(live)));
            mask = Optional.of(built);
            states = built.states();
            return built;
        }

        /** 0 while the mask is being built. */
        int states() {
            return states;
        }
    }
}
