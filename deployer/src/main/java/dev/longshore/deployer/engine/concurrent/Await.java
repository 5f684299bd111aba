package dev.longshore.deployer.engine.concurrent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waits for conditions that nobody announces. */
public final class Await {
    private final Clock clock;
    private final Duration period;

    public Await(Clock clock, Duration period) {
        this.clock = clock;
        this.period = period;
    }

    /** Returns whether the condition came true within the limit. */
    public boolean until(BooleanSupplier condition, Duration limit) throws InterruptedException {
        Instant end = clock.instant().plus(limit);
        while (!condition.getAsBoolean()) {
            if (clock.instant().isAfter(end)) {
                return false;
            }
            pause();
        }
        return true;
    }

    /** Lets one period pass. */
    public void pause() throws InterruptedException {
        Thread.sleep(period.toMillis());
    }
}
