package dev.longshore.server.push.step;

import dev.longshore.deployer.Cluster;
import dev.longshore.project.Project;
import dev.longshore.project.ProjectReader;
import dev.longshore.project.ProjectReading;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.problem.ProblemText;
import dev.longshore.project.progress.Progress.Verb;
import dev.longshore.project.release.Release;
import dev.longshore.project.source.SourceTree;
import dev.longshore.server.limits.LimitExceededException;
import dev.longshore.server.limits.TreeBudget;
import dev.longshore.server.log.SecretMask;
import dev.longshore.server.push.request.ActivePush;
import dev.longshore.server.push.request.PushRejectedException;
import dev.longshore.server.push.request.Sentences;
import dev.longshore.server.repository.UnsupportedFileNameException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the project, asks the cluster what it can't honour of it, and shows all problems at once. */
public final class ReadStep {
    private final Cluster cluster;
    private final TreeBudget budget;
    private final ContentCheck content = new ContentCheck();

    public ReadStep(Cluster cluster, TreeBudget budget) {
        this.cluster = cluster;
        this.budget = budget;
    }

    /** @param live whose secrets are masked, like the project's own, from here on */
    public Project run(ActivePush push, SourceTree tree, Optional<Release> live) throws PushRejectedException {
        List<Problem> problems = new ArrayList<>();
        Optional<Project> read = read(push, tree, live, problems);

        SourceLines source = new SourceLines(tree, read.isPresent());
        for (Problem problem : problems) {
            ProblemText.render(problem, source).forEach(push.progress()::line);
        }
        long errors = problems.stream().filter(Problem::isError).count();
        if (errors > 0 || read.isEmpty()) {
            String count = errors == 1 ? "1 error" : errors + " errors";
            throw PushRejectedException.refused(
                    count + " in the project, nothing built.", count + " in the project, nothing built");
        }
        return read.get();
    }

    private static void mask(ActivePush push, Optional<Release> live, Project project) {
        SecretMask secrets = ReleaseSecrets.mask(live, project);
        push.mask(secrets);
        if (!secrets.isComplete()) {
            push.progress()
                    .step(
                            Verb.WARNING,
                            "secrets",
                            "they are too long to mask them all in every encoding; logs can show the longest, so print none");
        }
    }

    private Optional<Project> read(ActivePush push, SourceTree tree, Optional<Release> live, List<Problem> problems)
            throws PushRejectedException {
        EnvironmentName environment = push.request().environment().name();
        try {
            long submodules = budget.check(tree);
            problems.addAll(content.beforeReading(tree));
            if (!problems.isEmpty()) {
                return Optional.empty();
            }
            ProjectReading reading = ProjectReader.read(tree, environment);
            problems.addAll(reading.problems());
            reading.project().ifPresent(project -> {
                mask(push, live, project);
                problems.addAll(content.contexts(project, tree, submodules));
                problems.addAll(cluster.check(environment, project.microservices()));
            });
            return reading.project();
        } catch (UnsupportedFileNameException | LimitExceededException e) {
            String message = String.valueOf(e.getMessage());
            throw PushRejectedException.refused(Sentences.closed(message), message);
        }
    }
}
