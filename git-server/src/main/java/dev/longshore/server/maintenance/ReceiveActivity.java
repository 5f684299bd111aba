package dev.longshore.server.maintenance;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which repositories receive objects now. */
public final class ReceiveActivity {
    private final Map<Path, Integer> receiving = new ConcurrentHashMap<>();

    /** Objects that come in, until it is closed. */
    public interface Receiving extends AutoCloseable {
        @Override
        void close();
    }

    public Receiving begin(Path repository) {
        receiving.merge(repository, 1, Integer::sum);
        return () -> receiving.computeIfPresent(repository, (path, count) -> count == 1 ? null : count - 1);
    }

    boolean isQuiet(Path repository) {
        return !receiving.containsKey(repository);
    }
}
