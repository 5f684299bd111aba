package dev.longshore.deployer.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Somebody who asks a Service all the time, and remembers when it didn't answer well. */
final class Visitor implements AutoCloseable {
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    Visitor(String address) {
        thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        Http.get(address, 80);
                    } catch (RuntimeException e) {
                        failures.add(e.toString());
                    }
                },
                0,
                10,
                TimeUnit.MILLISECONDS);
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
