package dev.longshore.engine.docker;

import dev.longshore.engine.ContainerState;
import dev.longshore.engine.EngineException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Ends the reading of a log on this thread a moment after the container's end. Podman forgets to, when the container ends
 * just as its log begins to be followed.
 */
final class PodmanLogEnd implements AutoCloseable {
    private static final long PERIOD_MILLIS = 1000;

    private final Alarm alarm = new Alarm(Thread.currentThread());
    private final Supplier<Optional<ContainerState>> container;
    private final Thread watcher = new Thread(this::watch, "log-end");

    /** @param container as it is, each time that it is asked for */
    PodmanLogEnd(Supplier<Optional<ContainerState>> container) {
        this.container = container;
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Ends the watch; tells whether it was what ended the reading. */
    boolean end() {
        watcher.interrupt();
        return alarm.end();
    }

    @Override
    public void close() {
        boolean unused = end();
    }

    private void watch() {
        try {
            do {
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
            } while (isAlive());
            // For what it printed last to come.
            TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
            alarm.ring();
        } catch (InterruptedException e) {
            // Nobody reads any more.
        } catch (EngineException e) {
            // The reader's own failure says more.
        }
    }

    private boolean isAlive() {
        return container
                .get()
                .map(ContainerState::status)
                .filter(status -> status != ContainerState.Status.EXITED && status != ContainerState.Status.DEAD)
                .isPresent();
    }
}
