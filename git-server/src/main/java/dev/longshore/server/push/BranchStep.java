package dev.longshore.server.push;

import dev.longshore.server.repository.DeployBranch;
import dev.longshore.server.store.PushJournal;
import dev.longshore.server.store.PushKind;
import dev.longshore.server.store.PushState;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a push whose commit point has passed: it has come true, and the branch follows, now or when the server
 * starts again.
 */
final class BranchStep {
    private static final Logger LOG = LoggerFactory.getLogger(BranchStep.class);

    private final PushJournal pushes;

    BranchStep(PushJournal pushes) {
        this.pushes = pushes;
    }

    /**
     * Moves the branch; the caller {@linkplain #end ends} the push.
     *
     * @param tip where the branch is
     */
    Verdict run(ActivePush push, DeployBranch branch, Optional<ObjectId> tip, PushState state) {
        PushRequest request = push.request();
        try {
            if (request.kind() == PushKind.ROLLBACK || request.forcedFrom().isPresent()) {
                branch.forceTo(request.ref(), tip, request.commit(), reason(push));
            } else {
                branch.moveTo(request.ref(), tip, request.commit(), reason(push));
            }
            return Verdict.accepted(state);
        } catch (IOException | RuntimeException e) {
            LOG.error("{} could not be moved; the next start of the server does it", request.ref(), e);
            return Verdict.rejected(
                    state, request.branch() + " could not be moved; the server does it when it starts again");
        }
    }

    /** Ends the push: its log has the verdict before the journal has the end, so that no log is left without one. */
    void end(ActivePush push, Verdict verdict, String what, String end) {
        push.progress().line("");
        push.progress().line(what + (verdict.accepted() ? end : ", but " + verdict.reason() + "."));
        if (verdict.accepted()) {
            try {
                pushes.finish(push.id());
            } catch (RuntimeException e) {
                LOG.error("the end of a push can't be written to the journal; the next start of the server does it", e);
            }
        }
    }

    /** For the branch's reflog. */
    private static String reason(ActivePush push) {
        return "push " + push.id()
                + push.request()
                        .targetRelease()
                        .map(release -> ": rollback to release " + release)
                        .orElse("");
    }
}
