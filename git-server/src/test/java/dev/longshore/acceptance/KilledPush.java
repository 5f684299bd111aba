package dev.longshore.acceptance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A push of a project on its way to where the server is killed, and what is found out about it. */
final class KilledPush {
    private final Kill kill;
    private final KillSubject subject;
    private final List<String> objections = new ArrayList<>();
    private String outcome = "";
    private Duration settled = Duration.ZERO;

    KilledPush(Kill kill, KillSubject subject) {
        this.kill = kill;
        this.subject = subject;
    }

    Kill kill() {
        return kill;
    }

    KillSubject subject() {
        return subject;
    }

    boolean isAsPromised() {
        return objections.isEmpty();
    }

    void object(Collection<String> more) {
        objections.addAll(more);
    }

    /** @param took from the start of the server */
    void settled(String how, Duration took) {
        outcome = how;
        settled = took;
    }

    KillResult result() {
        return new KillResult(kill, outcome, settled, List.copyOf(objections));
    }
}
