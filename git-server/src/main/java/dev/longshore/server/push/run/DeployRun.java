package dev.longshore.server.push.run;

import dev.longshore.builder.Baseline;
import dev.longshore.builder.PlannedBuild;
import dev.longshore.project.Project;
import dev.longshore.project.release.Release;
import dev.longshore.project.release.ReleaseDiff;
import dev.longshore.project.release.ReleaseRenderer;
import dev.longshore.project.source.SourceTree;
import dev.longshore.server.push.change.ManualChanges;
import dev.longshore.server.push.change.RestartMarks;
import dev.longshore.server.push.request.ActivePush;
import dev.longshore.server.push.request.PushRejectedException;
import dev.longshore.server.push.request.PushRequest;
import dev.longshore.server.push.request.Verdict;
import dev.longshore.server.push.step.BranchStep;
import dev.longshore.server.push.step.DroppedCommits;
import dev.longshore.server.push.step.ImageStep;
import dev.longshore.server.push.step.PlanStep;
import dev.longshore.server.push.step.ProjectWorkloads;
import dev.longshore.server.push.step.ReadyMadeReferences;
import dev.longshore.server.push.step.StaleCheck;
import dev.longshore.server.push.step.Steps;
import dev.longshore.server.repository.ChangedFiles;
import dev.longshore.server.repository.DeployBranch;
import dev.longshore.server.repository.GitSourceTree;
import dev.longshore.server.store.LiveRelease;
import dev.longshore.server.store.PushKind;
import dev.longshore.server.store.PushStage;
import dev.longshore.server.store.PushState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * The way of a push that brings a commit, once it has left the queue:
 *
 * <ol>
 *   <li><b>stale check</b>: the commit must descend from the deploy branch as it is now, or be allowed not to;
 *   <li><b>read</b>: the project, straight from Git's objects;
 *   <li><b>plan</b>: which images are built, and why; for a rebuild all of them;
 *   <li><b>build</b>: all images, before anything changes on the cluster;
 *   <li><b>release</b>: objects rendered with the images and compared with what is live; without a difference, only the
 *       branch moves;
 *   <li><b>roll out</b>: all of it becomes ready, or all of it is put back;
 *   <li><b>commit</b>: the journal's row becomes {@code live}; from there the branch moves, even after a crash.
 * </ol>
 */
final class DeployRun {
    private final Steps steps;

    DeployRun(Steps steps) {
        this.steps = steps;
    }

    Verdict run(ActivePush push, Repository repository)
            throws IOException, PushRejectedException, InterruptedException, ExecutionException {
        PushRequest request = push.request();
        long environment = request.environment().id();
        DeployBranch branch = new DeployBranch(repository);
        Optional<ObjectId> tip = StaleCheck.run(repository, branch, request);
        if (request.forcedFrom().isPresent()) {
            DroppedCommits.describe(repository, request).forEach(push.progress()::line);
        }

        push.enter(PushStage.READING);
        SourceTree tree = GitSourceTree.of(repository, request.commit());
        Optional<Release> live = steps.releases().live(environment).map(LiveRelease::release);
        Project project = steps.reading().run(push, tree, live);
        Optional<Baseline> baseline = PlanStep.baseline(live, repository);
        List<PlannedBuild> plan = steps.planning().run(push, project, tree, baseline);

        push.enter(PushStage.BUILDING);
        ImageStep.Images images = steps.imaging()
                .run(
                        push,
                        plan,
                        ReadyMadeReferences.of(project),
                        tree,
                        live.map(Release::images).orElse(Map.of()));

        ReentrantLock lock = steps.locks().of(environment);
        lock.lockInterruptibly();
        try {
            Release release = RestartMarks.carryOver(
                    live,
                    ReleaseRenderer.render(
                            request.environment().name(),
                            steps.releases().nextNumber(environment),
                            request.commit().name(),
                            project,
                            images.built(),
                            images.readyMade()));
            ReleaseDiff diff = ReleaseDiff.between(live, release);
            if (live.isPresent() && diff.isEmpty()) {
                return unchanged(push, live.get(), branch, tip, repository);
            }
            baseline.ifPresent(before ->
                    new ManualChanges(before.project(), before.release()).tellUndone(release, push.progress()));
            LiveRelease next = new LiveRelease(release, ProjectWorkloads.microservices(project));
            steps.rollout().run(push, next, diff.describe(), live);
            Verdict verdict = steps.moving().run(push, branch, tip, PushState.LIVE);
            steps.lastLines().tellLive(push, verdict, release, live, "");
            return verdict;
        } finally {
            lock.unlock();
        }
    }

    private Verdict unchanged(
            ActivePush push, Release live, DeployBranch branch, Optional<ObjectId> tip, Repository repository)
            throws IOException, InterruptedException {
        PushRequest request = push.request();
        String what = request.kind() == PushKind.REBUILD
                ? "every image came out as it was"
                : "nothing in this commit changes what runs ("
                        + ChangedFiles.describe(repository, tip, request.commit()) + ")";
        push.decide();
        steps.pushes().decideUnchanged(push.id(), live.number());
        Verdict verdict = steps.moving().run(push, branch, tip, PushState.UNCHANGED);
        boolean moves = !tip.equals(Optional.of(request.commit()));
        BranchStep.tell(
                push,
                verdict,
                "push " + push.id() + ": " + what,
                ". " + (moves ? request.branch() + " moves, release " : "Release ") + live.number() + " stays live.");
        return verdict;
    }
}
