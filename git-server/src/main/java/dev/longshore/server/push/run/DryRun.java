package dev.longshore.server.push.run;

import dev.longshore.builder.Baseline;
import dev.longshore.builder.PlannedBuild;
import dev.longshore.project.ImageBuild;
import dev.longshore.project.Project;
import dev.longshore.project.progress.Progress.Verb;
import dev.longshore.project.release.Image;
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
import dev.longshore.server.push.step.PlanStep;
import dev.longshore.server.push.step.ReadyMadeReferences;
import dev.longshore.server.push.step.Steps;
import dev.longshore.server.repository.DeployBranch;
import dev.longshore.server.repository.GitSourceTree;
import dev.longshore.server.store.LiveRelease;
import dev.longshore.server.store.PushStage;
import dev.longshore.server.store.PushState;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Tells what a deploy of a commit would do now, without doing any of it. */
final class DryRun {
    /** Stands for the id of an image that isn't there yet, and is equal to none. */
    private static final String NOT_YET = "";

    private final Steps steps;

    DryRun(Steps steps) {
        this.steps = steps;
    }

    Verdict run(ActivePush push, Repository repository)
            throws IOException, PushRejectedException, InterruptedException {
        PushRequest request = push.request();
        push.enter(PushStage.READING);
        SourceTree tree = GitSourceTree.of(repository, request.commit());
        Optional<Release> live =
                steps.releases().live(request.environment().id()).map(LiveRelease::release);
        Project project = steps.reading().run(push, tree, live);
        Optional<Baseline> baseline = PlanStep.baseline(live, repository);
        List<PlannedBuild> plan = steps.planning().run(push, project, tree, baseline);
        Release release = RestartMarks.carryOver(
                live,
                ReleaseRenderer.render(
                        request.environment().name(),
                        steps.releases().nextNumber(request.environment().id()),
                        request.commit().name(),
                        project,
                        builtImages(plan, live),
                        readyMadeImages(project, live)));
        baseline.ifPresent(
                before -> new ManualChanges(before.project(), before.release()).tellUndone(release, push.progress()));
        push.progress()
                .step(
                        Verb.RELEASE,
                        "would be",
                        ReleaseDiff.between(live, release).describe());
        tellStaleness(push, repository);

        push.decide();
        push.progress().line("");
        push.progress().line("push " + push.id() + " was a dry run: nothing moved.");
        steps.pushes().finish(push.id(), PushState.CHECKED, "");
        return Verdict.accepted(PushState.CHECKED);
    }

    private static Map<ImageBuild, Image> builtImages(List<PlannedBuild> plan, Optional<Release> live) {
        Map<ImageBuild, Image> images = new HashMap<>();
        for (PlannedBuild planned : plan) {
            images.put(
                    planned.build(),
                    planned.decision() == PlannedBuild.Decision.UNCHANGED
                            ? liveImage(planned.reference(), live)
                            : new Image(planned.reference(), NOT_YET));
        }
        return images;
    }

    /** Whether a name means another image meanwhile is found out only by fetching it. */
    private static Map<String, Image> readyMadeImages(Project project, Optional<Release> live) {
        Map<String, Image> images = new HashMap<>();
        ReadyMadeReferences.of(project)
                .keySet()
                .forEach(reference -> images.put(reference, liveImage(reference, live)));
        return images;
    }

    private static Image liveImage(String reference, Optional<Release> live) {
        return live.flatMap(release -> Optional.ofNullable(release.images().get(reference)))
                .orElseGet(() -> new Image(reference, NOT_YET));
    }

    private static void tellStaleness(ActivePush push, Repository repository) throws IOException {
        PushRequest request = push.request();
        DeployBranch branch = new DeployBranch(repository);
        Optional<ObjectId> tip = branch.tip(request.ref());
        if (tip.isPresent() && !branch.isAncestor(tip.get(), request.commit())) {
            push.progress()
                    .line(request.branch() + " is at " + tip.get().abbreviate(7).name()
                            + ", which this commit doesn't build on: a push would be refused as stale.");
        }
    }
}
