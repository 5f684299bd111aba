package dev.longshore.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for something to become true, looking often. */
final class Await {
    private static final Duration INTERVAL = Duration.ofMillis(50);

    private Await() {}

    static <T> T value(String what, Duration limit, Supplier<Optional<T>> look) {
        Instant end = Instant.now().plus(limit);
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(what + " did not come within " + limit);
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }

    static void until(String what, Duration limit, Supplier<Boolean> look) {
        value(what, limit, () -> look.get() ? Optional.of(true) : Optional.empty());
    }
}
