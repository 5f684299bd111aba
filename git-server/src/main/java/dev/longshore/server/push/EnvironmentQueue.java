package dev.longshore.server.push;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who is on its way in each environment, and in which order: one push runs, the others wait for it. Dry runs wait for
 * nobody. Safe for use by several threads.
 */
final class EnvironmentQueue {
    private final Map<Long, Deque<ActivePush>> lines = new HashMap<>();
    private final Set<ActivePush> besides = new LinkedHashSet<>();

    /** A push that is on its way and asks for the same. */
    synchronized Optional<ActivePush> find(PushRequest request) {
        return all().stream()
                .filter(push -> push.request().asksForTheSameAs(request))
                .findFirst();
    }

    synchronized Optional<ActivePush> find(long environmentId, long id) {
        return all().stream()
                .filter(push -> push.id() == id && push.request().environment().id() == environmentId)
                .findFirst();
    }

    /** The push that runs in an environment, or is about to. */
    synchronized Optional<ActivePush> first(long environmentId) {
        return Optional.ofNullable(lines.get(environmentId)).map(Deque::peekFirst);
    }

    synchronized void join(ActivePush push) {
        if (push.request().waitsForItsTurn()) {
            line(push.request()).addLast(push);
        } else {
            besides.add(push);
        }
    }

    /** Ends those that wait before this push and that it makes pointless; never the one whose turn it is. */
    synchronized void supersede(ActivePush push, Predicate<PushRequest> pointless) {
        line(push.request()).stream()
                .skip(1)
                .takeWhile(waiting -> waiting != push)
                .filter(waiting -> pointless.test(waiting.request()))
                .forEach(waiting -> waiting.endEarly(Ending.supersededBy(push.id())));
    }

    /** Waits for the push's turn; while others are before it, their first is told to be waited for. */
    synchronized void awaitTurn(ActivePush push) throws InterruptedException {
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

    synchronized void leave(ActivePush push) {
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

    synchronized List<ActivePush> all() {
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
