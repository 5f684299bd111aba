package dev.longshore.deployer.engine.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Does something again and again beside the test. */
public final class Repeated implements AutoCloseable {
    private final Thread thread;
    private volatile boolean open = true;

    public Repeated(Duration pause, Runnable work) {
        this.thread = new Thread(() -> {
            while (open) {
                work.run();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause.toMillis()));
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns when what is being done at the moment is done. */
    @Override
    public void close() {
        open = false;
        try {
            thread.join(Duration.ofSeconds(20).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
