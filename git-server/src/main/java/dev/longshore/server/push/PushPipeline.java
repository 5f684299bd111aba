package dev.longshore.server.push;

import dev.longshore.builder.Baseline;
import dev.longshore.builder.PlannedBuild;
import dev.longshore.deployer.Cluster;
import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.project.Project;
import dev.longshore.project.ProjectReader;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.progress.Progress.Verb;
import dev.longshore.project.progress.ProgressText;
import dev.longshore.project.release.Release;
import dev.longshore.project.release.ReleaseDiff;
import dev.longshore.project.release.ReleaseRenderer;
import dev.longshore.project.route.GatewayAddress;
import dev.longshore.project.source.SourceTree;
import dev.longshore.server.limits.TreeBudget;
import dev.longshore.server.repository.ChangedFiles;
import dev.longshore.server.repository.DeployBranch;
import dev.longshore.server.repository.GitSourceTree;
import dev.longshore.server.store.LiveRelease;
import dev.longshore.server.store.PushJournal;
import dev.longshore.server.store.PushState;
import dev.longshore.server.store.ReleaseJournal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a push that has left the queue:
 *
 * <ol>
 *   <li><b>stale check</b>: the commit must descend from the deploy branch as it is now;
 *   <li><b>read</b>: the project, straight from Git's objects;
 *   <li><b>plan</b>: which images are built, and why;
 *   <li><b>build</b>: all images, before anything changes on the cluster;
 *   <li><b>release</b>: objects rendered with the images and compared with what is live; without a difference, only the
 *       branch moves;
 *   <li><b>roll out</b>: all of it becomes ready, or all of it is put back;
 *   <li><b>commit</b>: the journal's row becomes {@code live}; from there the branch moves, even after a crash.
 * </ol>
 */
final class PushPipeline {
    private static final Logger LOG = LoggerFactory.getLogger(PushPipeline.class);

    private final Rooms rooms;
    private final ReadStep reading;
    private final ImageStep imaging;
    private final PushJournal pushes;
    private final ReleaseJournal releases;
    private final EnvironmentLocks locks;
    private final GatewayAddress gateway;

    PushPipeline(
            Rooms rooms,
            ImageStep imaging,
            PushJournal pushes,
            ReleaseJournal releases,
            EnvironmentLocks locks,
            GatewayAddress gateway,
            TreeBudget budget) {
        this.rooms = rooms;
        this.reading = new ReadStep(rooms.cluster(), budget);
        this.imaging = imaging;
        this.pushes = pushes;
        this.releases = releases;
        this.locks = locks;
        this.gateway = gateway;
    }

    /** Runs a push to its end; its last line is the verdict. */
    Verdict run(ActivePush push, Repository repository)
            throws IOException, PushRejectedException, InterruptedException, ExecutionException {
        PushRequest request = push.request();
        DeployBranch branch = new DeployBranch(repository);
        Optional<ObjectId> tip = StaleCheck.run(repository, branch, request);

        push.enter(Stage.READING);
        SourceTree tree = GitSourceTree.of(repository, request.commit());
        Project project = reading.run(request.environment().name(), tree, push.progress());

        Optional<LiveRelease> live = releases.live(request.environment().id());
        push.enter(Stage.BUILDING);
        List<PlannedBuild> plan = plan(push, project, tree, live.map(LiveRelease::release), repository);
        ImageStep.Images images = imaging.run(push, plan, ProjectWorkloads.readyMadeImages(project), tree);

        ReentrantLock lock = locks.of(request.environment().id());
        lock.lockInterruptibly();
        try {
            Release release = ReleaseRenderer.render(
                    request.environment().name(),
                    releases.nextNumber(request.environment().id()),
                    request.commit().name(),
                    project,
                    images.built(),
                    images.readyMade());
            ReleaseDiff diff = ReleaseDiff.between(live.map(LiveRelease::release), release);
            if (live.isPresent() && diff.isEmpty()) {
                return unchanged(push, live.get().release(), branch, tip, repository);
            }
            push.progress().step(Verb.RELEASE, Long.toString(release.number()), diff.describe());
            releases.begin(
                    request.environment().id(),
                    push.id(),
                    new LiveRelease(release, ProjectWorkloads.microservices(project)));
            rollOut(push, release, live.map(LiveRelease::release));
            return commit(push, release, live.map(LiveRelease::release), branch, tip);
        } finally {
            lock.unlock();
        }
    }

    private List<PlannedBuild> plan(
            ActivePush push, Project project, SourceTree tree, Optional<Release> live, Repository repository)
            throws IOException {
        EnvironmentName environment = push.request().environment().name();
        Optional<Baseline> baseline =
                live.isPresent() ? baseline(environment, live.get(), repository) : Optional.empty();
        List<PlannedBuild> plan = rooms.planner().plan(environment, project, tree, baseline);
        for (PlannedBuild planned : plan) {
            push.progress()
                    .step(
                            Verb.PLAN,
                            planned.microservice(),
                            String.format("%-8s %s", planned.decision().text(), planned.reason()));
        }
        return plan;
    }

    /** Empty when what is live was read by an earlier version of this program that understood more. */
    private static Optional<Baseline> baseline(EnvironmentName environment, Release live, Repository repository)
            throws IOException {
        SourceTree tree = GitSourceTree.of(repository, ObjectId.fromString(live.commit()));
        return ProjectReader.read(tree, environment).project().map(project -> new Baseline(project, tree, live));
    }

    private void rollOut(ActivePush push, Release release, Optional<Release> live) throws PushRejectedException {
        push.enter(Stage.ROLLING_OUT);
        RolloutOutcome outcome = rollOutWatched(push, release, live);
        if (outcome instanceof RolloutOutcome.Live) {
            return;
        }
        releases.fail(push.request().environment().id(), release.number());
        String liveNow =
                live.map(before -> "release " + before.number() + " is live").orElse("nothing is live");
        if (outcome instanceof RolloutOutcome.Restored restored) {
            throw PushRejectedException.failed(
                    "Nothing changed on the cluster: " + liveNow + ".",
                    Sentences.closed(restored.reason()),
                    Sentences.first(restored.reason()) + "; " + liveNow);
        }
        RolloutOutcome.Broken broken = (RolloutOutcome.Broken) outcome;
        LOG.error("release {} could not be rolled out nor undone: {}", release.number(), broken);
        throw PushRejectedException.failed(
                "Not all of what was live could be put back: " + Sentences.closed(broken.liveNow()),
                Sentences.closed(broken.reason()),
                Sentences.first(broken.reason()) + "; not all could be put back");
    }

    private RolloutOutcome rollOutWatched(ActivePush push, Release release, Optional<Release> live) {
        Cluster cluster = rooms.cluster();
        try (PushProgress.Activity rolling = push.progress()
                .begin(elapsed -> ProgressText.step(
                        Verb.ROLL_OUT, "release " + release.number(), "still rolling out", elapsed))) {
            return cluster.rollOut(release, live, push.progress());
        } catch (RuntimeException | Error e) {
            undo(push, release, live, e);
            throw e;
        }
    }

    private Verdict commit(
            ActivePush push, Release release, Optional<Release> live, DeployBranch branch, Optional<ObjectId> tip) {
        List<String> addresses = LiveLines.of(release, gateway);
        try {
            releases.commit(push.request().environment().id(), push.id(), release.number());
        } catch (RuntimeException e) {
            if (!isCommitted(push, release, e)) {
                undo(push, release, live, e);
                throw e;
            }
            LOG.warn("release {} is live although its commit ended with an error", release.number(), e);
        }
        String isLive = "push " + push.id() + " is live in " + ProgressText.duration(push.age()) + " as release "
                + release.number();
        Verdict verdict = moveBranch(push, branch, tip, PushState.LIVE);
        addresses.forEach(push.progress()::line);
        tell(push, verdict, isLive, ".");
        return verdict;
    }

    /** What the journal says counts, not how the writing of it ended. */
    private boolean isCommitted(ActivePush push, Release release, RuntimeException cause) {
        try {
            return releases.live(push.request().environment().id())
                    .filter(now -> now.release().number() == release.number())
                    .isPresent();
        } catch (RuntimeException e) {
            // Unknown, so nothing is undone here: the next start of the server reads the journal and does it.
            cause.addSuppressed(e);
            throw cause;
        }
    }

    /** Puts the cluster back to what the journal says is live, and keeps what goes wrong with it beside the cause. */
    private void undo(ActivePush push, Release release, Optional<Release> live, Throwable cause) {
        EnvironmentName environment = push.request().environment().name();
        try {
            live.ifPresentOrElse(
                    before -> rooms.cluster().repair(before).forEach(done -> LOG.info("{}: {}", environment, done)),
                    () -> rooms.cluster().remove(environment));
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
        try {
            releases.fail(push.request().environment().id(), release.number());
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private Verdict unchanged(
            ActivePush push, Release live, DeployBranch branch, Optional<ObjectId> tip, Repository repository)
            throws IOException {
        String nothing = "push " + push.id() + ": nothing in this commit changes what runs ("
                + ChangedFiles.describe(repository, tip, push.request().commit()) + ")";
        pushes.decideUnchanged(push.id(), live.number());
        Verdict verdict = moveBranch(push, branch, tip, PushState.UNCHANGED);
        tell(
                push,
                verdict,
                nothing,
                ". " + push.request().branch() + " moves, release " + live.number() + " stays live.");
        return verdict;
    }

    /** The commit point has passed: the push has come true and the branch follows, now or when the server starts again. */
    private Verdict moveBranch(ActivePush push, DeployBranch branch, Optional<ObjectId> tip, PushState state) {
        PushRequest request = push.request();
        try {
            branch.moveTo(request.ref(), tip, request.commit(), "push " + push.id());
            pushes.finish(push.id());
            return Verdict.accepted(state);
        } catch (IOException | RuntimeException e) {
            LOG.error("{} could not be moved; the next start of the server does it", request.ref(), e);
            return Verdict.rejected(
                    state, request.branch() + " could not be moved; the server does it when it starts again");
        }
    }

    private static void tell(ActivePush push, Verdict verdict, String what, String end) {
        push.progress().line("");
        push.progress().line(what + (verdict.accepted() ? end : ", but " + verdict.reason() + "."));
    }
}
