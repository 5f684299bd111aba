package dev.longshore.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for conditions. */
final class Await {
    static final Duration DEADLINE = Duration.ofSeconds(20);

    private Await() {}

    static void until(String condition, Callable<Boolean> holds) throws Exception {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!holds.call()) {
            assertThat(System.nanoTime()).as("deadline for: " + condition).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }
}
