package dev.longshore.server.push;

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
import dev.longshore.server.log.SecretMask;
import dev.longshore.server.repository.UnsupportedFileNameException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the project, asks the cluster what it can't honour of it, and shows all problems at once. */
final class ReadStep {
    private final Cluster cluster;

    ReadStep(Cluster cluster) {
        this.cluster = cluster;
    }

    /** @param live whose secrets are masked, like the project's own, from here on */
    Project run(ActivePush push, SourceTree tree, Optional<Release> live) throws PushRejectedException {
        EnvironmentName environment = push.request().environment().name();
        PushProgress progress = push.progress();
        ProjectReading reading = read(environment, tree);
        reading.project().ifPresent(project -> mask(push, live, project));
        List<Problem> problems = new ArrayList<>(reading.problems());
        reading.project().ifPresent(project -> problems.addAll(cluster.check(environment, project.microservices())));

        SourceLines source = new SourceLines(tree, reading.project().isPresent());
        for (Problem problem : problems) {
            ProblemText.render(problem, source).forEach(progress::line);
        }
        long errors = problems.stream().filter(Problem::isError).count();
        if (errors > 0 || reading.project().isEmpty()) {
            String count = errors == 1 ? "1 error" : errors + " errors";
            throw PushRejectedException.refused(
                    count + " in the project, nothing built.", count + " in the project, nothing built");
        }
        return reading.project().get();
    }

    private static void mask(ActivePush push, Optional<Release> live, Project project) {
        SecretMask secrets = ReleaseSecrets.mask(live, project);
        push.mask(secrets);
        if (!secrets.isComplete()) {
            push.progress()
                    .step(
                            Verb.WARNING,
                            "secrets",
                            "they have more than 256 KiB; logs can show the longest of them, so print none");
        }
    }

    private static ProjectReading read(EnvironmentName environment, SourceTree tree) throws PushRejectedException {
        try {
            return ProjectReader.read(tree, environment);
        } catch (UnsupportedFileNameException e) {
            String message = String.valueOf(e.getMessage());
            throw PushRejectedException.refused(Sentences.closed(message), message);
        }
    }
}
