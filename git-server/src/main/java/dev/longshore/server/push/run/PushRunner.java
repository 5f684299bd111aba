package dev.longshore.server.push.run;

import dev.longshore.engine.EngineException;
import dev.longshore.server.push.queue.EnvironmentQueue;
import dev.longshore.server.push.queue.Heartbeat;
import dev.longshore.server.push.queue.ImageUse;
import dev.longshore.server.push.queue.PushDeadline;
import dev.longshore.server.push.recovery.Recovery;
import dev.longshore.server.push.request.ActivePush;
import dev.longshore.server.push.request.Ending;
import dev.longshore.server.push.request.PushRejectedException;
import dev.longshore.server.push.request.Sentences;
import dev.longshore.server.push.request.Verdict;
import dev.longshore.server.repository.Repositories;
import dev.longshore.server.store.LeaseLostException;
import dev.longshore.server.store.PushJournal;
import dev.longshore.server.store.PushState;
import dev.longshore.server.store.StorageFault;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import org.eclipse.jgit.lib.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a push from the queue through the pipeline, and turns every way in which that can end into a verdict. */
public final class PushRunner {
    private static final Logger LOG = LoggerFactory.getLogger(PushRunner.class);

    private final EnvironmentQueue queue;
    private final PushPipeline pipeline;
    private final ImageUse imageUse;
    private final PushJournal journal;
    private final Recovery recovery;
    private final Repositories repositories;
    private final Heartbeat heartbeat;
    private final PushDeadline deadline;

    public PushRunner(
            EnvironmentQueue queue,
            PushPipeline pipeline,
            ImageUse imageUse,
            PushJournal journal,
            Recovery recovery,
            Repositories repositories,
            Heartbeat heartbeat,
            PushDeadline deadline) {
        this.queue = queue;
        this.pipeline = pipeline;
        this.imageUse = imageUse;
        this.journal = journal;
        this.recovery = recovery;
        this.repositories = repositories;
        this.heartbeat = heartbeat;
        this.deadline = deadline;
    }

    /** Runs a push to its verdict, which is in the journal and the last line of the log when this returns. */
    public Verdict run(ActivePush push) {
        LOG.info(
                "push of {} to {} by {}",
                push.request().commit().name(),
                push.request().environment().name(),
                push.request().by());
        ScheduledFuture<?> watched = heartbeat.watch(push.progress());
        try {
            Verdict verdict = runCatching(push);
            LOG.info("{} {}", verdict.state().text(), verdict.reason());
            return verdict;
        } finally {
            watched.cancel(false);
        }
    }

    private Verdict runCatching(ActivePush push) {
        try {
            return runQueued(push);
        } catch (PushRejectedException e) {
            return push.ending()
                    .map(why -> end(push, why, e.consequence()))
                    .orElseGet(() -> end(push, e.state(), e.consequence(), String.valueOf(e.getMessage()), e.reason()));
        } catch (InterruptedException e) {
            return end(push, push.ending().orElseGet(Ending::serverStops), "");
        } catch (ExecutionException e) {
            return broken(push, e.getCause() == null ? e : e.getCause());
        } catch (IOException | RuntimeException | Error e) {
            return broken(push, e);
        }
    }

    private Verdict runQueued(ActivePush push)
            throws IOException, PushRejectedException, InterruptedException, ExecutionException {
        queue.awaitTurn(push);
        ScheduledFuture<?> watched = deadline.watch(push);
        try (ImageUse.Using images = imageUse.begin(push.request().environment());
                Repository repository =
                        repositories.ensure(push.request().environment().name().project())) {
            recovery.completeCommitted(push.request().environment());
            journal.running(push.id());
            Verdict verdict = pipeline.run(push, repository);
            finish(push, verdict);
            return verdict;
        } finally {
            watched.cancel(false);
        }
    }

    /** Ends a push whose branch has moved. Its log has the verdict already, so that no log is left without one. */
    private void finish(ActivePush push, Verdict verdict) {
        if (!verdict.accepted()) {
            return; // The next push or start of the server moves the branch.
        }
        try {
            journal.finish(push.id());
        } catch (RuntimeException e) {
            LOG.error(
                    "the end of a push can't be written to the journal; the next start of the server does it",
                    push.masked(e));
        }
    }

    /** A step that is interrupted may end with any error. */
    private Verdict broken(ActivePush push, Throwable thrown) {
        Optional<Ending> told = push.ending();
        if (told.isEmpty()) {
            return defect(push, thrown);
        }
        LOG.info("a step that was told to end did so with an error", push.masked(thrown));
        return end(push, told.get(), "");
    }

    private Verdict defect(ActivePush push, Throwable thrown) {
        LOG.error("the push ended with an error", push.masked(thrown));
        if (thrown instanceof EngineException || thrown instanceof LeaseLostException) {
            String message = push.masked(String.valueOf(thrown.getMessage()));
            return end(push, PushState.FAILED, "", Sentences.closed(message), Sentences.first(message));
        }
        Optional<StorageFault> fault = StorageFault.of(thrown);
        if (fault.isPresent()) {
            return end(
                    push,
                    PushState.FAILED,
                    "",
                    fault.get().text() + ".",
                    fault.get().what());
        }
        String what = "an internal error (" + thrown.getClass().getSimpleName() + ")";
        return end(push, PushState.FAILED, "", what + "; the server's log has it under push " + push.id(), what);
    }

    private Verdict end(ActivePush push, Ending why, String consequence) {
        // It has done its work; what follows must not be interrupted by it.
        Thread.interrupted();
        return tell(push, why.state(), consequence, "push " + push.id() + " " + why.predicate(), why.reason());
    }

    private Verdict end(ActivePush push, PushState state, String consequence, String message, String reason) {
        String verdict = "push " + push.id() + (state == PushState.REFUSED ? " refused: " : " failed: ") + message;
        return tell(push, state, consequence, verdict, reason);
    }

    private Verdict tell(ActivePush push, PushState state, String consequence, String verdict, String why) {
        String reason = push.masked(why);
        try {
            push.progress().line("");
            if (!consequence.isEmpty()) {
                push.progress().line(consequence);
            }
            push.progress().line(verdict);
        } catch (RuntimeException e) {
            LOG.error("the verdict can't be written to the push's log", push.masked(e));
        }
        try {
            journal.finish(push.id(), state, reason);
        } catch (RuntimeException e) {
            LOG.error(
                    "the verdict can't be written to the journal; the next start of the server does it",
                    push.masked(e));
        }
        return Verdict.rejected(state, reason);
    }
}
