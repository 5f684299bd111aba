package dev.longshore.server.limits;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts what goes on at the same time, for each user and in all. */
final class ConnectionLimit {
    private final String what;
    private final int ofUser;
    private final int inAll;
    private final Map<String, Integer> users = new HashMap<>();
    private int all;

    /** @param what the plural of what is counted, as a message names it */
    ConnectionLimit(String what, int ofUser, int inAll) {
        this.what = what;
        this.ofUser = ofUser;
        this.inAll = inAll;
    }

    /** Takes a place until the result is closed; closing it again has no effect. */
    synchronized Admission.Admitted enter(String user) throws LimitExceededException {
        if (users.getOrDefault(user, 0) >= ofUser) {
            throw new LimitExceededException(
                    user + " has " + ofUser + " " + what + " going on already; try again when one of them has ended");
        }
        if (all >= inAll) {
            throw new LimitExceededException(
                    "the server has " + inAll + " " + what + " going on already; try again in a minute");
        }
        users.merge(user, 1, Integer::sum);
        all++;
        AtomicBoolean left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                leave(user);
            }
        };
    }

    private synchronized void leave(String user) {
        users.computeIfPresent(user, (name, count) -> count == 1 ? null : count - 1);
        all--;
    }
}
