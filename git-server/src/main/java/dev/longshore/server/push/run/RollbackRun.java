package dev.longshore.server.push.run;

import dev.longshore.builder.ImageBuilder;
import dev.longshore.project.release.Image;
import dev.longshore.project.release.Release;
import dev.longshore.project.release.ReleaseDiff;
import dev.longshore.server.push.change.RestartMarks;
import dev.longshore.server.push.request.ActivePush;
import dev.longshore.server.push.request.PushRejectedException;
import dev.longshore.server.push.request.PushRequest;
import dev.longshore.server.push.request.Verdict;
import dev.longshore.server.push.step.BranchStep;
import dev.longshore.server.push.step.ReleaseSecrets;
import dev.longshore.server.push.step.StaleCheck;
import dev.longshore.server.push.step.Steps;
import dev.longshore.server.repository.DeployBranch;
import dev.longshore.server.store.LiveRelease;
import dev.longshore.server.store.PushStage;
import dev.longshore.server.store.PushState;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * Brings a past release back as a whole, with its own images, objects and routes, under a new number; then the deploy
 * branch is at that release's commit.
 */
final class RollbackRun {
    private final Steps steps;

    RollbackRun(Steps steps) {
        this.steps = steps;
    }

    Verdict run(ActivePush push, Repository repository)
            throws IOException, PushRejectedException, InterruptedException {
        PushRequest request = push.request();
        long environment = request.environment().id();
        DeployBranch branch = new DeployBranch(repository);
        StaleCheck.requireDeployBranch(branch, request);
        Optional<ObjectId> tip = branch.tip(request.ref());

        push.enter(PushStage.READING);
        long number = request.targetRelease().orElseThrow();
        LiveRelease target = steps.releases()
                .find(environment, number)
                .orElseThrow(() -> new IllegalStateException("release " + number + " is gone"));
        Optional<Release> live = steps.releases().live(environment).map(LiveRelease::release);
        if (live.filter(now -> now.number() == number).isPresent()) {
            return live(push, number);
        }
        push.mask(ReleaseSecrets.mask(Stream.concat(live.stream(), Stream.of(target.release()))));
        requireImages(target.release());

        ReentrantLock lock = steps.locks().of(environment);
        lock.lockInterruptibly();
        try {
            Release next = RestartMarks.carryOver(
                    live, renumbered(target.release(), steps.releases().nextNumber(environment)));
            ReleaseDiff diff = ReleaseDiff.between(live, next);
            if (live.isPresent() && diff.isEmpty()) {
                return unchanged(push, live.get(), branch, tip);
            }
            String what = "release " + number + " again: " + diff.describe();
            steps.rollout().run(push, new LiveRelease(next, target.microservices()), what, live);
            Verdict verdict = steps.moving().run(push, branch, tip, PushState.LIVE);
            if (verdict.accepted()) {
                push.progress().line("branch   " + branchIsAt(push) + ", the commit of release " + number);
            }
            steps.lastLines().tellLive(push, verdict, next, live, " (release " + number + " again)");
            return verdict;
        } finally {
            lock.unlock();
        }
    }

    private Verdict live(ActivePush push, long number) throws InterruptedException {
        push.decide();
        push.progress().line("push " + push.id() + ": release " + number + " is live already; nothing moves.");
        steps.pushes().finish(push.id(), PushState.UNCHANGED, "release " + number + " is live already");
        return Verdict.accepted(PushState.UNCHANGED);
    }

    private Verdict unchanged(ActivePush push, Release live, DeployBranch branch, Optional<ObjectId> tip)
            throws InterruptedException {
        push.decide();
        steps.pushes().decideUnchanged(push.id(), live.number());
        Verdict verdict = steps.moving().run(push, branch, tip, PushState.UNCHANGED);
        BranchStep.tell(
                push,
                verdict,
                "push " + push.id() + ": what runs, release " + live.number() + ", is the same as release "
                        + push.request().targetRelease().orElseThrow(),
                "; " + branchIsAt(push) + ".");
        return verdict;
    }

    private void requireImages(Release target) throws PushRejectedException {
        ImageBuilder images = steps.builders().apply(target.environment());
        List<String> missing = target.images().values().stream()
                .sorted(Comparator.comparing(Image::reference))
                .filter(image -> !images.has(image))
                .map(image -> image.reference() + " (sha256:" + image.shortId() + ")")
                .toList();
        if (!missing.isEmpty()) {
            throw PushRejectedException.refused(
                    "release " + target.number() + " can't come back as it was: the engine no longer has "
                            + String.join(", ", missing) + " (the server keeps those of the newest "
                            + steps.keptReleases() + " releases). Bring its files back with a new commit: git revert "
                            + target.commit().substring(0, 7) + "..HEAD",
                    "an image of release " + target.number() + " is no longer on the engine");
        }
    }

    private static Release renumbered(Release release, long number) {
        return new Release(
                release.environment(), number, release.commit(), release.images(), release.objects(), release.routes());
    }

    private static String branchIsAt(ActivePush push) {
        return push.request().branch() + " is at "
                + push.request().commit().abbreviate(7).name();
    }
}
