package dev.longshore.server.push.step;

import dev.longshore.builder.Baseline;
import dev.longshore.builder.Bases;
import dev.longshore.builder.BuildPlanner;
import dev.longshore.builder.BuildPlanner.Situation;
import dev.longshore.builder.ImageBuilder;
import dev.longshore.builder.PinnedBase;
import dev.longshore.builder.PlannedBuild;
import dev.longshore.builder.PlannedBuild.Decision;
import dev.longshore.project.Project;
import dev.longshore.project.ProjectReader;
import dev.longshore.project.manifest.Container.PullPolicy;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.progress.Progress.Verb;
import dev.longshore.project.release.Release;
import dev.longshore.project.source.SourceTree;
import dev.longshore.server.push.request.ActivePush;
import dev.longshore.server.repository.GitSourceTree;
import dev.longshore.server.store.BaseImageLocks;
import dev.longshore.server.store.BuildJournal;
import dev.longshore.server.store.PushKind;
import dev.longshore.server.store.StoredEnvironment;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Decides which images are built, and says why. */
public final class PlanStep {
    private final BuildPlanner planner;
    private final Function<EnvironmentName, ImageBuilder> builders;
    private final BaseImageLocks locks;
    private final BuildJournal builds;

    public PlanStep(
            BuildPlanner planner,
            Function<EnvironmentName, ImageBuilder> builders,
            BaseImageLocks locks,
            BuildJournal builds) {
        this.planner = planner;
        this.builders = builders;
        this.locks = locks;
        this.builds = builds;
    }

    /** @param live what runs now, to compare with */
    public List<PlannedBuild> run(ActivePush push, Project project, SourceTree tree, Optional<Baseline> live)
            throws InterruptedException {
        StoredEnvironment environment = push.request().environment();
        Function<Bases, List<PlannedBuild>> planning = bases -> planner.plan(
                project,
                tree,
                new Situation(environment.name(), live, bases, inputs -> builds.imagesOf(environment.id(), inputs)));
        List<PlannedBuild> plan = plan(push, planning).stream()
                .map(planned -> withSource(planned, push))
                .toList();
        tell(push, project, plan);
        return plan;
    }

    /** What the names of base images mean is part of the images' names, and which are needed depends on the plan. */
    private List<PlannedBuild> plan(ActivePush push, Function<Bases, List<PlannedBuild>> planning)
            throws InterruptedException {
        long environment = push.request().environment().id();
        Bases bases = Bases.of(locks.held(environment).stream()
                .map(BaseImageLocks.Held::base)
                .collect(Collectors.toMap(PinnedBase::reference, Function.identity())));
        List<PlannedBuild> plan = planning.apply(bases);
        if (push.request().kind() == PushKind.DRY_RUN) {
            return plan;
        }
        boolean rebuild = push.request().kind() == PushKind.REBUILD;
        BaseStep step =
                new BaseStep(builders.apply(push.request().environment().name()).bases(), push);
        Bases next = rebuild ? step.refresh(plan, bases) : bases;
        do {
            if (!next.equals(bases)) {
                bases = next;
                plan = planning.apply(bases);
            }
            if (rebuild) {
                Bases known = bases;
                plan = plan.stream().map(planned -> planned.again(known)).toList();
            }
            next = step.settle(plan, bases);
        } while (!next.equals(bases));
        locks.propose(environment, push.id(), bases.taken().values());
        return plan;
    }

    /** Says of an image that is used again where it comes from. */
    private PlannedBuild withSource(PlannedBuild planned, ActivePush push) {
        return planned.decision() == Decision.REUSE
                ? builds.pushThatMade(push.request().environment().id(), planned.reference())
                        .map(maker -> planned.because("same inputs as push " + maker))
                        .orElse(planned)
                : planned;
    }

    private static void tell(ActivePush push, Project project, List<PlannedBuild> plan) {
        for (PlannedBuild planned : plan) {
            push.progress()
                    .step(
                            Verb.PLAN,
                            planned.microservice(),
                            line(planned.decision().text(), planned.reason()));
        }
        ReadyMadeReferences.of(project).forEach((reference, named) -> {
            if (named.policy() == PullPolicy.ALWAYS) {
                push.progress()
                        .step(
                                Verb.PLAN,
                                named.microservice(),
                                line("pull", reference + ": its registry is asked at every push"));
            }
        });
    }

    private static String line(String decision, String reason) {
        return String.format("%-8s %s", decision, reason);
    }

    /** Empty also when what is live was read by an earlier version of this program that understood more. */
    public static Optional<Baseline> baseline(Optional<Release> live, Repository repository) throws IOException {
        if (live.isEmpty()) {
            return Optional.empty();
        }
        Release release = live.get();
        SourceTree tree = GitSourceTree.of(repository, ObjectId.fromString(release.commit()));
        return ProjectReader.read(tree, release.environment())
                .project()
                .map(project -> new Baseline(project, tree, release));
    }
}
