package dev.longshore.deployer.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who asks a Service all the time, and remembers when it didn't answer well. */
public final class Visitor implements AutoCloseable {
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final Repeated visits;

    public Visitor(String address) {
        visits = new Repeated(Duration.ofMillis(10), () -> {
            try {
                Http.get(address, 80);
                answers.incrementAndGet();
            } catch (RuntimeException e) {
                failures.add(e.toString());
            }
        });
    }

    public void assertNothingMissed() {
        visits.close();
        assertThat(answers).hasPositiveValue();
        assertThat(failures).isEmpty();
    }

    @Override
    public void close() {
        visits.close();
    }
}
