package dev.longshore.deployer.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Looks at a number all the time and remembers the greatest that it saw. */
final class Sampler implements AutoCloseable {
    private final AtomicLong greatest = new AtomicLong();
    private final Repeated samples;

    Sampler(LongSupplier number) {
        samples = new Repeated(Duration.ofMillis(50), () -> greatest.accumulateAndGet(number.getAsLong(), Math::max));
    }

    long greatest() {
        return greatest.get();
    }

    @Override
    public void close() {
        samples.close();
    }
}
