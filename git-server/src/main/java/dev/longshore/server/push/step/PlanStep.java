package dev.longshore.server.push.step;

import dev.longshore.builder.Baseline;
import dev.longshore.builder.BuildPlanner;
import dev.longshore.builder.PlannedBuild;
import dev.longshore.project.Project;
import dev.longshore.project.ProjectReader;
import dev.longshore.project.manifest.Container.PullPolicy;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.progress.Progress.Verb;
import dev.longshore.project.release.Release;
import dev.longshore.project.source.SourceTree;
import dev.longshore.server.push.request.ActivePush;
import dev.longshore.server.repository.GitSourceTree;
import dev.longshore.server.store.PushKind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Decides which images are built, and says why. */
public final class PlanStep {
    private final BuildPlanner planner;

    public PlanStep(BuildPlanner planner) {
        this.planner = planner;
    }

    /** @param live what runs now, to compare with */
    public List<PlannedBuild> run(ActivePush push, Project project, SourceTree tree, Optional<Baseline> live) {
        EnvironmentName environment = push.request().environment().name();
        List<PlannedBuild> plan = planner.plan(environment, project, tree, live);
        if (push.request().kind() == PushKind.REBUILD) {
            plan = plan.stream().map(PlannedBuild::again).toList();
        }
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
        return plan;
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
