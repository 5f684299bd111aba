package dev.longshore.server.push.recovery;

import dev.longshore.server.log.PushLog;
import dev.longshore.server.log.PushLogs;
import dev.longshore.server.repository.DeployBranch;
import dev.longshore.server.repository.Repositories;
import dev.longshore.server.store.BuildJournal;
import dev.longshore.server.store.Environments;
import dev.longshore.server.store.PushJournal;
import dev.longshore.server.store.PushRecord;
import dev.longshore.server.store.ReleaseJournal;
import dev.longshore.server.store.StoredEnvironment;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends, when the server starts, the pushes that its last run left: one whose commit point has passed gets its branch
 * moved, every other one failed and what was live stays live. Doing it twice does no harm.
 */
public final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Environments environments;
    private final PushJournal pushes;
    private final ReleaseJournal releases;
    private final BuildJournal builds;
    private final PushLogs logs;
    private final Repositories repositories;

    public Recovery(
            Environments environments,
            PushJournal pushes,
            ReleaseJournal releases,
            BuildJournal builds,
            PushLogs logs,
            Repositories repositories) {
        this.environments = environments;
        this.pushes = pushes;
        this.releases = releases;
        this.builds = builds;
        this.logs = logs;
        this.repositories = repositories;
    }

    public void run() {
        Map<Long, StoredEnvironment> byId =
                environments.all().stream().collect(Collectors.toMap(StoredEnvironment::id, Function.identity()));
        for (PushRecord push : pushes.unfinished()) {
            StoredEnvironment environment = Optional.ofNullable(byId.get(push.environmentId()))
                    .orElseThrow(() -> new IllegalStateException("push " + push.id() + " has no environment"));
            try {
                end(push, environment);
            } catch (IOException | RuntimeException e) {
                // One push must not keep the server, and with it every project, from starting.
                LOG.error("push {} can't be ended; the next start of the server tries again", push.id(), e);
            }
        }
        releases.failUnfinished();
        builds.endUnfinished();
    }

    /**
     * Moves the branch for pushes of an environment that came true although their branch couldn't be moved, before the next
     * one builds on where it is.
     */
    public void completeCommitted(StoredEnvironment environment) throws IOException {
        for (PushRecord push : pushes.unfinished()) {
            if (push.environmentId() == environment.id() && push.isCommitted()) {
                complete(push, environment);
            }
        }
    }

    private void end(PushRecord push, StoredEnvironment environment) throws IOException {
        if (push.isCommitted()) {
            complete(push, environment);
        } else {
            fail(push, environment);
        }
    }

    private void complete(PushRecord push, StoredEnvironment environment) throws IOException {
        if (push.kind().changesLiveRelease()) {
            LOG.info("push {} to {} is ended: it moves no branch", push.id(), environment.name());
        } else {
            completeBranch(push, environment);
        }
        tell(push, RecoveredVerdict.completed(push));
        pushes.finish(push.id());
    }

    private void completeBranch(PushRecord push, StoredEnvironment environment) throws IOException {
        String ref = Constants.R_HEADS + push.branch();
        try (Repository repository = repositories.ensure(environment.name().project())) {
            DeployBranch branch = new DeployBranch(repository);
            Optional<ObjectId> tip = branch.tip(ref);
            ObjectId commit = ObjectId.fromString(push.commit());
            boolean moved = pushes.hasSuccessor(push) || (!push.movesAnywhere() && isBehind(branch, tip, commit));
            if (!moved) {
                move(branch, ref, tip, commit, push);
                LOG.info("push {} was completed: {} of {} is at {}", push.id(), ref, environment.name(), push.commit());
            } else {
                LOG.info("push {} is ended: a later push has moved {} of {}", push.id(), ref, environment.name());
            }
        }
    }

    private static void move(DeployBranch branch, String ref, Optional<ObjectId> tip, ObjectId commit, PushRecord push)
            throws IOException {
        if (push.movesAnywhere()) {
            branch.forceTo(ref, tip, commit, "push " + push.id());
        } else {
            branch.moveTo(ref, tip, commit, "push " + push.id());
        }
    }

    private static boolean isBehind(DeployBranch branch, Optional<ObjectId> tip, ObjectId commit) throws IOException {
        return tip.isPresent() && !tip.get().equals(commit) && branch.isAncestor(commit, tip.get());
    }

    /** What its rollout left on the cluster is removed by the reconciler, which tries until the engine lets it. */
    private void fail(PushRecord push, StoredEnvironment environment) throws IOException {
        RecoveredVerdict verdict = tell(
                push,
                RecoveredVerdict.cutOff(
                        push,
                        releases.live(environment.id())
                                .map(live -> live.release().number())));
        pushes.finish(push.id(), verdict.state(), verdict.reason());
        LOG.info("push {} is ended: {}", push.id(), verdict.reason());
    }

    /** Ends the push's log with the verdict, unless it has one: the server may have died between the log and the journal. */
    private RecoveredVerdict tell(PushRecord push, RecoveredVerdict verdict) throws IOException {
        Optional<RecoveredVerdict> told = RecoveredVerdict.read(push, LastLine.of(logs, push.id()));
        if (told.isPresent()) {
            return told.get();
        }
        PushLog log = logs.open(push.id());
        try {
            log.append("\n" + verdict.line());
        } finally {
            logs.end(push.id());
        }
        return verdict;
    }
}
