package dev.longshore.server.push.step;

import dev.longshore.server.push.request.ActivePush;
import dev.longshore.server.push.request.PushRequest;
import dev.longshore.server.push.request.Verdict;
import dev.longshore.server.repository.DeployBranch;
import dev.longshore.server.store.DiskReserve;
import dev.longshore.server.store.PushKind;
import dev.longshore.server.store.PushState;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a push whose commit point has passed: it has come true, and the branch follows, now, before the
 * next push, or when the server starts again.
 */
public final class BranchStep {
    private static final Logger LOG = LoggerFactory.getLogger(BranchStep.class);

    private final DiskReserve reserve;

    public BranchStep(DiskReserve reserve) {
        this.reserve = reserve;
    }

    /**
     * Moves the branch; the caller tells the result.
     *
     * @param tip where the branch is
     */
    public Verdict run(ActivePush push, DeployBranch branch, Optional<ObjectId> tip, PushState state) {
        try {
            move(push, branch, tip);
            return Verdict.accepted(state);
        } catch (IOException | RuntimeException e) {
            return moveWithReserve(push, branch, tip, state, e);
        }
    }

    /** A full disk is the likely reason, and there may be some room in reserve. */
    private Verdict moveWithReserve(
            ActivePush push, DeployBranch branch, Optional<ObjectId> tip, PushState state, Exception failure) {
        PushRequest request = push.request();
        if (reserve.give()) {
            try {
                move(push, branch, tip);
                return Verdict.accepted(state);
            } catch (IOException | RuntimeException e) {
                failure.addSuppressed(e);
            }
        }
        LOG.error("{} could not be moved; the next push or start of the server does it", request.ref(), failure);
        return Verdict.rejected(
                state, request.branch() + " could not be moved; the next push or start of the server does it");
    }

    private static void move(ActivePush push, DeployBranch branch, Optional<ObjectId> tip) throws IOException {
        PushRequest request = push.request();
        if (request.kind() == PushKind.ROLLBACK || request.forcedFrom().isPresent()) {
            branch.forceTo(request.ref(), tip, request.commit(), reason(push));
        } else {
            branch.moveTo(request.ref(), tip, request.commit(), reason(push));
        }
    }

    /** Says how a push ended, as the last line of its log. */
    public static void tell(ActivePush push, Verdict verdict, String what, String end) {
        push.progress().line("");
        push.progress().line(what + (verdict.accepted() ? end : ", but " + verdict.reason() + "."));
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
