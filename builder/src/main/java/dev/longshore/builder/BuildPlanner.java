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
     * What a plan is made for.
     *
     * @param live what runs now, to compare with
     * @param bases what the names of base images mean
     */
    public record Situation(EnvironmentName environment, Optional<Baseline> live, Bases bases, EarlierImages earlier) {}

    /** The images of a project, in its order. */
    public List<PlannedBuild> plan(Project project, SourceTree tree, Situation situation) {
        List<PlannedBuild> plan = new ArrayList<>();
        for (Microservice microservice : project.microservices()) {
            for (ImageBuild build : microservice.builds()) {
                PlannedBuild planned = plan(microservice, build, tree, situation);
                plan.add(planned.isBuilt() ? sharing(planned, plan) : planned);
            }
        }
        return plan;
    }

    private PlannedBuild plan(Microservice microservice, ImageBuild build, SourceTree tree, Situation situation) {
        ImageInputs inputs = ImageInputs.of(BuildContext.of(tree, build), situation.bases());
        String own = ImageName.of(situation.environment(), microservice, build, inputs);
        Optional<Before> before = situation.live().flatMap(live -> before(live, microservice, build));
        Optional<String> existing = existing(own, situation.earlier());
        if (existing.isPresent()) {
            boolean unchanged = isLive(existing.get(), situation)
                    && (existing.get().equals(own)
                            || before.map(old -> ImageName.of(
                                            situation.environment(),
                                            microservice,
                                            old.build(),
                                            ImageInputs.of(old.context(), situation.bases())))
                                    .equals(Optional.of(own)));
            return unchanged
                    ? planned(microservice, inputs, existing.get(), Decision.UNCHANGED, "unchanged")
                    : planned(
                            microservice,
                            inputs,
                            existing.get(),
                            Decision.REUSE,
                            "same inputs as an image built before");
        }
        String reason = isLive(own, situation)
                ? "its image is no longer on the engine"
                : before.map(old -> BuildReason.changed(old.context(), inputs, situation.bases()))
                        .orElse("first build");
        return planned(microservice, inputs, own, Decision.BUILD, reason);
    }

    /** The image of its own, or else another microservice's of the same inputs. */
    private Optional<String> existing(String own, EarlierImages earlier) {
        return isOnEngine.test(own)
                ? Optional.of(own)
                : earlier.of(ImageName.inputs(own)).stream().filter(isOnEngine).findFirst();
    }

    private static boolean isLive(String reference, Situation situation) {
        return situation
                .live()
                .filter(live -> live.release().images().keySet().stream()
                        .anyMatch(image -> ImageName.inputs(image).equals(ImageName.inputs(reference))))
                .isPresent();
    }

    /** A build that leaves its work to one of equal inputs before it in the plan, if there is one. */
    private static PlannedBuild sharing(PlannedBuild planned, List<PlannedBuild> plan) {
        return plan.stream()
                .filter(other -> other.isBuilt()
                        && ImageName.inputs(other.reference()).equals(ImageName.inputs(planned.reference())))
                .findFirst()
                .map(other -> new PlannedBuild(
                        planned.microservice(),
                        planned.build(),
                        other.reference(),
                        Decision.SHARE,
                        "same inputs as "
                                + (other.microservice().equals(planned.microservice())
                                        ? other.build().container()
                                        : other.microservice()),
                        planned.bases()))
                .orElse(planned);
    }

    private static PlannedBuild planned(
            Microservice microservice, ImageInputs inputs, String reference, Decision decision, String reason) {
        return new PlannedBuild(
                microservice.name(), inputs.context().build(), reference, decision, reason, inputs.bases());
    }

    /** The live build of a container. */
    private record Before(ImageBuild build, BuildContext context) {}

    /** The build that made the image of the same container of the same workload. */
    private static Optional<Before> before(Baseline live, Microservice microservice, ImageBuild build) {
        return live.project().microservices().stream()
                .filter(candidate -> candidate.name().equals(microservice.name()))
                .flatMap(candidate -> candidate.builds().stream())
                .filter(candidate -> candidate.workload().equals(build.workload())
                        && candidate.container().equals(build.container()))
                .findFirst()
                .map(old -> new Before(old, BuildContext.of(live.tree(), old)));
    }
}
