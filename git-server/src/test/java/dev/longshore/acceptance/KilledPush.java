package dev.longshore.acceptance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** A push of a project on its way to where the server is killed, and what is found out about it. */
final class KilledPush {
    private final Kill kill;
    private final KillSubject subject;
    private final long before;
    private final Set<String> containers;
    private final List<String> objections = new ArrayList<>();
    private String outcome = "";
    private Duration settled = Duration.ZERO;
    private boolean followed;

    /**
     * @param before the id of the project's push before
     * @param containers those of the page before
     */
    KilledPush(Kill kill, KillSubject subject, long before, Set<String> containers) {
        this.kill = kill;
        this.subject = subject;
        this.before = before;
        this.containers = Set.copyOf(containers);
    }

    Kill kill() {
        return kill;
    }

    KillSubject subject() {
        return subject;
    }

    long before() {
        return before;
    }

    boolean isFinished() {
        return outcome.equals("finished");
    }

    boolean isAsPromised() {
        return objections.isEmpty();
    }

    /** A restart that came true has left none of the containers; one that didn't may have left any. */
    List<String> restarted(Set<String> now) {
        boolean all = now.stream().noneMatch(containers::contains);
        return kill.push() == Kill.Push.RESTART && isFinished() && !all
                ? List.of("a container of before the restart is left")
                : List.of();
    }

    void object(Collection<String> more) {
        objections.addAll(more);
    }

    /** @param took from the start of the server */
    void settled(String how, Duration took) {
        outcome = how;
        settled = took;
    }

    /** @param wrong what went wrong when the project was pushed once more */
    void followed(List<String> wrong) {
        followed = wrong.isEmpty();
        wrong.forEach(what -> objections.add("the next push: " + what));
    }

    KillResult result() {
        return new KillResult(kill, outcome, settled, followed, List.copyOf(objections));
    }
}
