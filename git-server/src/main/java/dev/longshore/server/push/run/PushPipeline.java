package dev.longshore.server.push.run;

import dev.longshore.server.push.request.ActivePush;
import dev.longshore.server.push.request.PushRejectedException;
import dev.longshore.server.push.request.Verdict;
import dev.longshore.server.push.step.Steps;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import org.eclipse.jgit.lib.Repository;

/** Leads a push that has left the queue on the way of its kind. */
public final class PushPipeline {
    private final DeployRun deploying;
    private final DryRun trying;
    private final RollbackRun rollingBack;
    private final ChangeRun changing;

    public PushPipeline(Steps steps, Clock clock) {
        this.deploying = new DeployRun(steps);
        this.trying = new DryRun(steps);
        this.rollingBack = new RollbackRun(steps);
        this.changing = new ChangeRun(steps, clock);
    }

    /** Runs a push to its end; its last line is the verdict. */
    Verdict run(ActivePush push, Repository repository)
            throws IOException, PushRejectedException, InterruptedException, ExecutionException {
        return switch (push.request().kind()) {
            case DEPLOY, REBUILD -> deploying.run(push, repository);
            case DRY_RUN -> trying.run(push, repository);
            case ROLLBACK -> rollingBack.run(push, repository);
            case RESTART, SCALE, REMOVE -> changing.run(push, repository);
        };
    }
}
