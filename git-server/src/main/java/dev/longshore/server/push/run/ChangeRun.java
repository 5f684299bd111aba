package dev.longshore.server.push.run;

import dev.longshore.project.Microservice;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.release.Release;
import dev.longshore.project.release.ReleaseDiff;
import dev.longshore.project.source.SourcePath;
import dev.longshore.server.push.change.ChangedRelease;
import dev.longshore.server.push.change.ReleaseChanges;
import dev.longshore.server.push.request.ActivePush;
import dev.longshore.server.push.request.PushRejectedException;
import dev.longshore.server.push.request.PushRequest;
import dev.longshore.server.push.request.Verdict;
import dev.longshore.server.push.step.ReleaseSecrets;
import dev.longshore.server.push.step.Steps;
import dev.longshore.server.repository.PushPins;
import dev.longshore.server.store.LiveRelease;
import dev.longshore.server.store.PushStage;
import dev.longshore.server.store.PushState;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Makes a release of what is live and a change to it. The deploy branch stays where it is. */
final class ChangeRun {
    private final Steps steps;
    private final Clock clock;

    ChangeRun(Steps steps, Clock clock) {
        this.steps = steps;
        this.clock = clock;
    }

    Verdict run(ActivePush push, Repository repository)
            throws IOException, PushRejectedException, InterruptedException {
        PushRequest request = push.request();
        long environment = request.environment().id();
        push.enter(PushStage.READING);
        LiveRelease live = steps.releases()
                .live(environment)
                .orElseThrow(() -> PushRejectedException.refused("nothing is live here", "nothing is live here"));
        push.mask(ReleaseSecrets.mask(Stream.of(live.release())));
        adoptCommit(push, repository, live.release());

        ReentrantLock lock = steps.locks().of(environment);
        lock.lockInterruptibly();
        try {
            ChangedRelease changed = new ReleaseChanges(live, steps.releases().nextNumber(environment), clock.instant())
                    .apply(request.change().orElseThrow());
            Release next = changed.next().release();
            requireCapability(next);
            Optional<Release> before = Optional.of(live.release());
            ReleaseDiff diff = ReleaseDiff.between(before, next);
            if (diff.isEmpty()) {
                return unchanged(push, live.release());
            }
            steps.rollout().run(push, changed.next(), diff.describe(), before);
            Verdict verdict = Verdict.accepted(PushState.LIVE);
            push.progress().line("");
            changed.notes().forEach(push.progress()::line);
            steps.lastLines().tellLive(push, verdict, next, before, " (" + changed.done() + ")");
            return verdict;
        } finally {
            lock.unlock();
        }
    }

    /** Pushes before this one may have made another commit live since it was asked for. */
    private void adoptCommit(ActivePush push, Repository repository, Release live) throws IOException {
        ObjectId commit = ObjectId.fromString(live.commit());
        if (!commit.equals(push.request().commit())) {
            PushPins.pin(repository, push.id(), commit);
            steps.pushes().changeCommit(push.id(), live.commit());
        }
    }

    private void requireCapability(Release next) throws PushRejectedException {
        Microservice all = new Microservice("all", SourcePath.ROOT, List.of(), next.objects());
        Optional<Problem> problem = steps.cluster().check(next.environment(), List.of(all)).stream()
                .filter(Problem::isError)
                .findFirst();
        if (problem.isPresent()) {
            throw PushRejectedException.refused(
                    problem.get().message(), problem.get().message());
        }
    }

    private Verdict unchanged(ActivePush push, Release live) throws InterruptedException {
        push.decide();
        push.progress().line("");
        push.progress()
                .line("push " + push.id() + ": that is how it is already. Release " + live.number() + " stays live.");
        steps.pushes().finish(push.id(), PushState.UNCHANGED, "that is how it is already");
        return Verdict.accepted(PushState.UNCHANGED);
    }
}
