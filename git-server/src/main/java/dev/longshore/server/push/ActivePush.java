package dev.longshore.server.push;

import dev.longshore.project.progress.ProgressText;
import dev.longshore.server.store.PushJournal;
import dev.longshore.server.store.PushStage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A push that is on its way. */
public final class ActivePush {
    private final long id;
    private final PushRequest request;
    private final PushProgress progress;
    private final PushJournal journal;
    private final Clock clock;
    private final Instant startedAt;
    private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();
    private volatile PushStage stage = PushStage.WAITING;
    private volatile Optional<Thread> runner = Optional.empty();

    ActivePush(long id, PushRequest request, PushProgress progress, PushJournal journal, Clock clock) {
        this.id = id;
        this.request = request;
        this.progress = progress;
        this.journal = journal;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    public long id() {
        return id;
    }

    /** Waits for the push's end. */
    public Verdict awaitVerdict() {
        return verdict.join();
    }

    PushRequest request() {
        return request;
    }

    PushProgress progress() {
        return progress;
    }

    PushStage stage() {
        return stage;
    }

    /** Notes in the journal that the next stage begins. */
    void enter(PushStage next) {
        journal.enter(id, next);
        stage = next;
    }

    /** Says that the calling thread runs this push from now on. */
    void runHere() {
        runner = Optional.of(Thread.currentThread());
    }

    /** Tells the push to stop; it still gets its verdict. */
    void stop() {
        runner.ifPresent(Thread::interrupt);
    }

    void end(Verdict how) {
        runner = Optional.empty();
        verdict.complete(how);
    }

    Duration age() {
        return Duration.between(startedAt, clock.instant());
    }

    /** {@code push 43 by asha (rolling out, 12 s so far)}. */
    String description() {
        return "push " + id + " by " + request.by() + " (" + stage.description() + ", " + ProgressText.duration(age())
                + " so far)";
    }
}
