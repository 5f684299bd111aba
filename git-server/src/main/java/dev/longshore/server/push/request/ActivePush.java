package dev.longshore.server.push.request;

import dev.longshore.project.progress.ProgressText;
import dev.longshore.server.log.MaskedError;
import dev.longshore.server.log.PushLog;
import dev.longshore.server.log.SecretMask;
import dev.longshore.server.store.PushJournal;
import dev.longshore.server.store.PushStage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A push that is on its way. Until its outcome is decided it can be told to end. */
public final class ActivePush {
    private final long id;
    private final PushRequest request;
    private final PushLog log;
    private final PushProgress progress;
    private final PushJournal journal;
    private final Clock clock;
    private final Instant startedAt;
    private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();
    private volatile SecretMask secrets;
    private volatile PushStage stage = PushStage.WAITING;
    private Optional<Thread> runner = Optional.empty();
    private Optional<Ending> ending = Optional.empty();
    private boolean decided;

    public ActivePush(long id, PushRequest request, PushLog log, SecretMask secrets, PushJournal journal, Clock clock) {
        this.id = id;
        this.request = request;
        this.log = log;
        this.progress = new PushProgress(log::append, log::appendOutput, clock);
        this.secrets = secrets;
        log.mask(secrets);
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

    /** Waits for the push's end, but no longer than {@code patience}. */
    public Optional<Verdict> awaitVerdict(Duration patience) throws InterruptedException {
        try {
            return Optional.of(verdict.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a verdict is never an error", e);
        }
    }

    public PushRequest request() {
        return request;
    }

    public PushProgress progress() {
        return progress;
    }

    /** Masks other secrets from now on, in all that is told of the push. */
    public void mask(SecretMask next) {
        secrets = next;
        log.mask(next);
    }

    /** A text without secrets, for where it is told outside the log, or cut. */
    public String masked(String text) {
        return secrets.applyTo(text);
    }

    /** An error without secrets, for the server's log. */
    public Throwable masked(Throwable thrown) {
        return MaskedError.of(thrown, secrets);
    }

    public PushStage stage() {
        return stage;
    }

    /**
     * Notes in the journal that the next stage begins.
     *
     * @throws InterruptedException when the push was told to end, also where a step didn't notice
     */
    public void enter(PushStage next) throws InterruptedException {
        requireGoingOn();
        journal.enter(id, next);
        stage = next;
    }

    /** Says that the calling thread runs this push from now on. */
    public synchronized void runHere() {
        runner = Optional.of(Thread.currentThread());
        if (ending.isPresent()) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Tells the push to end. It gets a verdict that says why, unless something else ended it already.
     *
     * @return false when the outcome is decided
     */
    public synchronized boolean endEarly(Ending why) {
        if (decided) {
            return false;
        }
        if (ending.isEmpty()) {
            ending = Optional.of(why);
            runner.ifPresent(Thread::interrupt);
        }
        return true;
    }

    /** Why the push was told to end. */
    public synchronized Optional<Ending> ending() {
        return ending;
    }

    /**
     * Decides that the push comes true: from here on it can't be told to end.
     *
     * @throws InterruptedException when it was told to before
     */
    public synchronized void decide() throws InterruptedException {
        requireGoingOn();
        decided = true;
    }

    /** @throws InterruptedException when the push was told to end */
    public synchronized void requireGoingOn() throws InterruptedException {
        if (ending.isPresent()) {
            throw new InterruptedException("push " + id + " " + ending.get().predicate());
        }
    }

    public void end(Verdict how) {
        synchronized (this) {
            decided = true;
            runner = Optional.empty();
        }
        verdict.complete(how);
    }

    public Duration age() {
        return Duration.between(startedAt, clock.instant());
    }

    /** {@code push 43 by asha (rolling out, 12 s so far)}. */
    public String description() {
        return "push " + id + " by " + request.by() + " (" + stage.description() + ", " + ProgressText.duration(age())
                + " so far)";
    }
}
