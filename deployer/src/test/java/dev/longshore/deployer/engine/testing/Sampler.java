package dev.longshore.deployer.engine.testing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Looks at a number all the time and remembers the greatest that it saw. */
public final class Sampler implements AutoCloseable {
    private final AtomicLong greatest = new AtomicLong();
    private final Repeated samples;

    public Sampler(LongSupplier number) {
        samples = new Repeated(Duration.ofMillis(50), () -> greatest.accumulateAndGet(number.getAsLong(), Math::max));
    }

    public long greatest() {
        return greatest.get();
    }

    @Override
    public void close() {
        samples.close();
    }
}
