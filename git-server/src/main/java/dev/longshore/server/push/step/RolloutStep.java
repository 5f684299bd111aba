package dev.longshore.server.push.step;

import dev.longshore.deployer.Cluster;
import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.progress.Progress.Verb;
import dev.longshore.project.progress.ProgressText;
import dev.longshore.project.release.Release;
import dev.longshore.server.push.request.ActivePush;
import dev.longshore.server.push.request.PushProgress;
import dev.longshore.server.push.request.PushRejectedException;
import dev.longshore.server.push.request.Sentences;
import dev.longshore.server.store.DiskReserve;
import dev.longshore.server.store.LeaseLostException;
import dev.longshore.server.store.LiveRelease;
import dev.longshore.server.store.PushStage;
import dev.longshore.server.store.ReleaseJournal;
import dev.longshore.server.store.StorageFault;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a release the live one, on the cluster and then in the journal, whose row is the commit point of the push; or
 * puts back what was live. Who calls this holds the environment's lock.
 */
public final class RolloutStep {
    private static final Logger LOG = LoggerFactory.getLogger(RolloutStep.class);

    private final Cluster cluster;
    private final ReleaseJournal releases;
    private final DiskReserve reserve;

    public RolloutStep(Cluster cluster, ReleaseJournal releases, DiskReserve reserve) {
        this.cluster = cluster;
        this.releases = releases;
        this.reserve = reserve;
    }

    /**
     * When this returns, the release is live.
     *
     * @param what what the release changes, for a person
     * @param live what runs now
     * @throws PushRejectedException when the release before is live
     */
    public void run(ActivePush push, LiveRelease next, String what, Optional<Release> live)
            throws PushRejectedException, InterruptedException {
        Release release = next.release();
        reserve.take();
        push.enter(PushStage.ROLLING_OUT);
        push.progress().step(Verb.RELEASE, Long.toString(release.number()), what);
        releases.begin(environmentId(push), push.id(), next);
        RolloutOutcome outcome = rollOut(push, release, live);
        if (outcome instanceof RolloutOutcome.Live) {
            return;
        }
        releases.fail(environmentId(push), release.number());
        if (outcome instanceof RolloutOutcome.Restored restored) {
            String reason = push.masked(restored.reason());
            throw PushRejectedException.failed(
                    "Nothing changed on the cluster: " + liveNow(live) + ".",
                    Sentences.closed(reason),
                    Sentences.first(reason) + "; " + liveNow(live));
        }
        RolloutOutcome.Broken broken = (RolloutOutcome.Broken) outcome;
        String reason = push.masked(broken.reason());
        LOG.error("release {} could not be rolled out nor undone: {}", release.number(), reason);
        throw PushRejectedException.failed(
                "Not all of what was live could be put back: " + Sentences.closed(push.masked(broken.liveNow())),
                Sentences.closed(reason),
                Sentences.first(reason) + "; not all could be put back");
    }

    private RolloutOutcome rollOut(ActivePush push, Release release, Optional<Release> live) {
        try (PushProgress.Activity rolling = push.progress()
                .begin(elapsed -> ProgressText.step(
                        Verb.ROLL_OUT, "release " + release.number(), "still rolling out", elapsed))) {
            return cluster.rollOut(release, live, push.progress(), () -> commit(push, release));
        } catch (LeaseLostException | UnknownOutcomeException e) {
            // What runs is the other server's business now, or what the journal says when it can be read again.
            throw e;
        } catch (RuntimeException | Error e) {
            undo(push, release, live, e);
            throw e;
        }
    }

    /** Returns why it can't be committed, if so. */
    private Optional<String> commit(ActivePush push, Release release) throws InterruptedException {
        push.decide();
        try {
            withReserve(push, () -> releases.commit(environmentId(push), push.id(), release.number()));
        } catch (LeaseLostException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!isCommitted(push, release, e)) {
                LOG.error("release {} can't be committed", release.number(), push.masked(e));
                return Optional.of(StorageFault.of(e)
                        .map(StorageFault::text)
                        .orElse("an internal error (" + e.getClass().getSimpleName()
                                + "); the server's log has it under push " + push.id()));
            }
            LOG.warn("release {} is live although its commit ended with an error", release.number(), push.masked(e));
        }
        return Optional.empty();
    }

    /** What the journal says counts, not how the writing of it ended. */
    private boolean isCommitted(ActivePush push, Release release, RuntimeException cause) {
        try {
            return releases.live(environmentId(push))
                    .filter(now -> now.release().number() == release.number())
                    .isPresent();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
            throw new UnknownOutcomeException(cause);
        }
    }

    /** Puts the cluster back to what the journal says is live, and keeps what goes wrong with it beside the cause. */
    private void undo(ActivePush push, Release release, Optional<Release> live, Throwable cause) {
        EnvironmentName environment = push.request().environment().name();
        // The undoing must not be interrupted by what it is for.
        boolean interrupted = Thread.interrupted();
        try {
            withReserve(
                    push,
                    () -> live.ifPresentOrElse(
                            before -> cluster.repair(before)
                                    .forEach(done -> LOG.info("{}: {}", environment, push.masked(done))),
                            () -> cluster.remove(environment)));
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
        try {
            releases.fail(environmentId(push), release.number());
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the cluster has changed already must be made true or undone, on a full disk too. */
    private void withReserve(ActivePush push, Runnable write) {
        try {
            write.run();
        } catch (RuntimeException e) {
            if (!StorageFault.of(e).equals(Optional.of(StorageFault.FULL)) || !reserve.give()) {
                throw e;
            }
            LOG.warn("the disk is full: the room in reserve is used", push.masked(e));
            write.run();
        }
    }

    private static long environmentId(ActivePush push) {
        return push.request().environment().id();
    }

    private static String liveNow(Optional<Release> live) {
        return live.map(before -> "release " + before.number() + " is live").orElse("nothing is live");
    }

    /** It isn't known whether the commit came true. */
    private static final class UnknownOutcomeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownOutcomeException(RuntimeException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
