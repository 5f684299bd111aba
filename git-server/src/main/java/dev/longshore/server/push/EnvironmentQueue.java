package dev.longshore.server.push;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is on its way in each environment, and in which order: one push runs, the others wait for it. Safe for use by several
 * threads.
 */
final class EnvironmentQueue {
    private final Map<Long, Deque<ActivePush>> lines = new HashMap<>();

    /** Queues a push, unless one with the same commit is there already; returns the one that is there. */
    synchronized Optional<ActivePush> find(PushRequest request) {
        return line(request).stream()
                .filter(push -> push.request().ref().equals(request.ref())
                        && push.request().commit().equals(request.commit()))
                .findFirst();
    }

    synchronized void join(ActivePush push) {
        line(push.request()).addLast(push);
    }

    /** Waits for the push's turn; while others are before it, their first is told to be waited for. */
    synchronized void awaitTurn(ActivePush push) throws InterruptedException {
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
    }

    synchronized void leave(ActivePush push) {
        Deque<ActivePush> line = line(push.request());
        line.remove(push);
        if (line.isEmpty()) {
            lines.remove(push.request().environment().id());
        }
        notifyAll();
    }

    synchronized List<ActivePush> all() {
        return lines.values().stream().flatMap(Deque::stream).toList();
    }

    private Deque<ActivePush> line(PushRequest request) {
        return lines.computeIfAbsent(request.environment().id(), id -> new ArrayDeque<>());
    }

    private static String waiting(ActivePush push, ActivePush first) {
        return "push " + push.id() + " waits for " + first.description();
    }
}
