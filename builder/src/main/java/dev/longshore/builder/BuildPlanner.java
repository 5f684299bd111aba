package dev.longshore.builder;

import dev.longshore.builder.PlannedBuild.Decision;
import dev.longshore.builder.context.BuildContext;
import dev.longshore.project.ImageBuild;
import dev.longshore.project.Microservice;
import dev.longshore.project.Project;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.source.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides for every image of a project whether it must be built, and says why. */
public final class BuildPlanner {
    private final Predicate<String> isOnEngine;

    /** @param isOnEngine whether the engine has an image of a reference */
    public BuildPlanner(Predicate<String> isOnEngine) {
        this.isOnEngine = isOnEngine;
    }

    /**
     * The images of a project, in its order.
     *
     * @param bases what the names of base images mean
     */
    public List<PlannedBuild> plan(
            EnvironmentName environment, Project project, SourceTree tree, Optional<Baseline> live, Bases bases) {
        List<PlannedBuild> plan = new ArrayList<>();
        for (Microservice microservice : project.microservices()) {
            for (ImageBuild build : microservice.builds()) {
                plan.add(plan(environment, microservice, build, tree, live, bases));
            }
        }
        return plan;
    }

    private PlannedBuild plan(
            EnvironmentName environment,
            Microservice microservice,
            ImageBuild build,
            SourceTree tree,
            Optional<Baseline> live,
            Bases bases) {
        ImageInputs inputs = ImageInputs.of(BuildContext.of(tree, build), bases);
        String reference = ImageName.of(environment, microservice, build, inputs);
        boolean isLive = live.filter(baseline -> baseline.release().images().containsKey(reference))
                .isPresent();
        boolean exists = isOnEngine.test(reference);
        if (isLive && exists) {
            return planned(microservice, inputs, reference, Decision.UNCHANGED, "unchanged");
        }
        if (exists) {
            return planned(microservice, inputs, reference, Decision.REUSE, "same inputs as an image built before");
        }
        String reason = isLive
                ? "its image is no longer on the engine"
                : live.flatMap(baseline -> liveBuild(baseline.project(), microservice, build)
                                .map(before ->
                                        BuildReason.changed(BuildContext.of(baseline.tree(), before), inputs, bases)))
                        .orElse("first build");
        return planned(microservice, inputs, reference, Decision.BUILD, reason);
    }

    private static PlannedBuild planned(
            Microservice microservice, ImageInputs inputs, String reference, Decision decision, String reason) {
        return new PlannedBuild(
                microservice.name(), inputs.context().build(), reference, decision, reason, inputs.bases());
    }

    /** The build that made the image of the same container of the same workload. */
    private static Optional<ImageBuild> liveBuild(Project live, Microservice microservice, ImageBuild build) {
        return live.microservices().stream()
                .filter(candidate -> candidate.name().equals(microservice.name()))
                .flatMap(candidate -> candidate.builds().stream())
                .filter(candidate -> candidate.workload().equals(build.workload())
                        && candidate.container().equals(build.container()))
                .findFirst();
    }
}
