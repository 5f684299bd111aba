package dev.longshore.server.access;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps one user from taking all threads of the server, over HTTP and SSH, with requests that never end. */
public final class RequestsAtOnce {
    private final int limit;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    public RequestsAtOnce(int limit) {
        this.limit = limit;
    }

    /** Room for one more request of this user until the place is closed; empty when there is none. */
    public Optional<Place> enter(User user) {
        if (open.merge(user.name(), 1, Integer::sum) > limit) {
            leave(user);
            return Optional.empty();
        }
        return Optional.of(() -> leave(user));
    }

    private void leave(User user) {
        open.computeIfPresent(user.name(), (name, count) -> count == 1 ? null : count - 1);
    }

    /** One request's place. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }
}
