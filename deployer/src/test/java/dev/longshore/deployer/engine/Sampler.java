package dev.longshore.deployer.engine;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Looks at a number all the time and remembers the greatest that it saw. */
final class Sampler implements AutoCloseable {
    private final AtomicLong greatest = new AtomicLong();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    Sampler(LongSupplier number) {
        thread.scheduleWithFixedDelay(
                () -> greatest.accumulateAndGet(number.getAsLong(), Math::max), 0, 50, TimeUnit.MILLISECONDS);
    }

    long greatest() {
        return greatest.get();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
