package dev.longshore.server.push.queue;

import dev.longshore.server.push.request.ActivePush;
import dev.longshore.server.push.request.Ending;
import dev.longshore.server.push.request.PushProgress;
import dev.longshore.server.push.request.PushRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who is on its way in each environment, and in which order: one push runs, the others wait for it. Dry runs wait for
 * nobody. Safe for use by several threads.
 */
public final class EnvironmentQueue {
    private final Map<Long, Deque<ActivePush>> lines = new HashMap<>();
    private final Set<ActivePush> besides = new LinkedHashSet<>();

    /** A push that is on its way, isn't told to end, and asks for the same. */
    public synchronized Optional<ActivePush> find(PushRequest request) {
        return all().stream()
                .filter(push -> push.request().asksForTheSameAs(request)
                        && push.ending().isEmpty())
                .findFirst();
    }

    public synchronized Optional<ActivePush> find(long environmentId, long id) {
        return all().stream()
                .filter(push -> push.id() == id && push.request().environment().id() == environmentId)
                .findFirst();
    }

    /** The push that runs in an environment, or is about to. */
    public synchronized Optional<ActivePush> first(long environmentId) {
        return Optional.ofNullable(lines.get(environmentId)).map(Deque::peekFirst);
    }

    public synchronized void join(ActivePush push) {
        if (push.request().waitsForItsTurn()) {
            line(push.request()).addLast(push);
        } else {
            besides.add(push);
        }
    }

    /** Those that wait before this push, without the one whose turn it is. */
    public synchronized List<ActivePush> waitingBefore(ActivePush push) {
        List<ActivePush> line =
                List.copyOf(lines.getOrDefault(push.request().environment().id(), new ArrayDeque<>()));
        int place = line.indexOf(push);
        return place < 1 ? List.of() : line.subList(1, place);
    }

    /** Ends a push, unless its turn has come. */
    public synchronized void supersede(ActivePush waiting, ActivePush by) {
        if (waitingBefore(by).contains(waiting)) {
            waiting.endEarly(Ending.supersededBy(by.id()));
        }
    }

    /** Waits for the push's turn; while others are before it, their first is told to be waited for. */
    public synchronized void awaitTurn(ActivePush push) throws InterruptedException {
        if (besides.contains(push)) {
            return;
        }
        Deque<ActivePush> line = line(push.request());
        while (line.getFirst() != push) {
            ActivePush first = line.getFirst();
            push.progress().line(waiting(push, first));
            try (PushProgress.Activity waiting = push.progress().begin(elapsed -> waiting(push, first))) {
                while (line.getFirst() == first) {
                    wait();
                }
            }
        }
        push.requireGoingOn();
    }

    public synchronized void leave(ActivePush push) {
        if (besides.remove(push)) {
            return;
        }
        Deque<ActivePush> line = line(push.request());
        line.remove(push);
        if (line.isEmpty()) {
            lines.remove(push.request().environment().id());
        }
        notifyAll();
    }

    public synchronized List<ActivePush> all() {
        return Stream.concat(lines.values().stream().flatMap(Deque::stream), besides.stream())
                .toList();
    }

    private Deque<ActivePush> line(PushRequest request) {
        return lines.computeIfAbsent(request.environment().id(), id -> new ArrayDeque<>());
    }

    private static String waiting(ActivePush push, ActivePush first) {
        return "push " + push.id() + " waits for " + first.description();
    }
}
