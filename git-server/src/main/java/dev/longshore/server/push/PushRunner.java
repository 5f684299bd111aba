package dev.longshore.server.push;

import dev.longshore.engine.EngineException;
import dev.longshore.server.repository.Repositories;
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
final class PushRunner {
    /** What is told of a push that the end of the server cut off. */
    static final String STOPPED = "the server stopped while this push ran; what was live stays live";

    private static final Logger LOG = LoggerFactory.getLogger(PushRunner.class);

    private final EnvironmentQueue queue;
    private final PushPipeline pipeline;
    private final PushJournal journal;
    private final Repositories repositories;
    private final Heartbeat heartbeat;

    PushRunner(
            EnvironmentQueue queue,
            PushPipeline pipeline,
            PushJournal journal,
            Repositories repositories,
            Heartbeat heartbeat) {
        this.queue = queue;
        this.pipeline = pipeline;
        this.journal = journal;
        this.repositories = repositories;
        this.heartbeat = heartbeat;
    }

    /** Runs a push to its verdict, which is in the journal and the last line of the log when this returns. */
    Verdict run(ActivePush push) {
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
            return end(push, e.state(), e.consequence(), String.valueOf(e.getMessage()), e.reason());
        } catch (InterruptedException e) {
            return end(push, PushState.FAILED, "", STOPPED, STOPPED);
        } catch (ExecutionException e) {
            return defect(push, e.getCause() == null ? e : e.getCause());
        } catch (IOException | RuntimeException | Error e) {
            return defect(push, e);
        }
    }

    private Verdict runQueued(ActivePush push)
            throws IOException, PushRejectedException, InterruptedException, ExecutionException {
        queue.awaitTurn(push);
        journal.running(push.id());
        try (Repository repository =
                repositories.ensure(push.request().environment().name().project())) {
            return pipeline.run(push, repository);
        }
    }

    private Verdict defect(ActivePush push, Throwable thrown) {
        LOG.error("the push ended with an error", thrown);
        if (thrown instanceof EngineException) {
            String message = String.valueOf(thrown.getMessage());
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

    private Verdict end(ActivePush push, PushState state, String consequence, String message, String reason) {
        try {
            push.progress().line("");
            if (!consequence.isEmpty()) {
                push.progress().line(consequence);
            }
            push.progress()
                    .line("push " + push.id() + (state == PushState.REFUSED ? " refused: " : " failed: ") + message);
        } catch (RuntimeException e) {
            LOG.error("the verdict can't be written to the push's log", e);
        }
        try {
            journal.finish(push.id(), state, reason);
        } catch (RuntimeException e) {
            LOG.error("the verdict can't be written to the journal; the next start of the server does it", e);
        }
        return Verdict.rejected(state, reason);
    }
}
