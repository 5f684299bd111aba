package dev.longshore.project;

import dev.longshore.project.check.ProjectObjects;
import dev.longshore.project.conf.CiBuild;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PodOwner;
import dev.longshore.project.problem.Located;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.problem.Suggestion;
import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds for every entry of {@code conf/ci.yaml} the container that it builds, and what it builds it from. */
final class BuildAssignment {
    private final SourceTree tree;
    private final ProjectObjects objects;
    private final Problems problems;
    private final List<ImageBuild> builds = new ArrayList<>();

    BuildAssignment(SourceTree tree, ProjectObjects objects, Problems problems) {
        this.tree = tree;
        this.objects = objects;
        this.problems = problems;
    }

    /** The builds in the order of the entries; checks as well that containers without one have an image. */
    List<ImageBuild> assign(List<CiBuild> entries) {
        entries.forEach(this::assign);
        for (PodOwner owner : objects.all(PodOwner.class)) {
            owner.template()
                    .allContainers()
                    .filter(container -> container.image().isEmpty()
                            && find(owner.key(), container.name()).isEmpty())
                    .forEach(container -> problems.error(
                            container.position(),
                            "container \"" + container.name()
                                    + "\" has no \"image\", and conf/ci.yaml doesn't build one"));
        }
        return builds;
    }

    private void assign(CiBuild entry) {
        ObjectKey workload = workload(entry);
        String container = entry.container().value();
        checkTarget(entry, workload, container);
        Optional<ImageBuild> earlier = find(workload, container);
        if (earlier.isPresent()) {
            problems.error(
                    entry.container().position(),
                    "container \"" + container + "\" of " + workload + " is built twice; the first time at "
                            + earlier.get().position());
        }
        checkSource(entry);
        builds.add(new ImageBuild(
                entry.container().position(),
                workload,
                container,
                entry.context().value(),
                entry.dockerfile().value(),
                entry.shared().stream().map(Located::value).toList()));
    }

    /** ci.yaml speaks of Deployments only; what else has pods of that name is meant as well. */
    private ObjectKey workload(CiBuild entry) {
        List<ObjectKey> candidates = kindsWithPods()
                .map(kind -> new ObjectKey(
                        kind, entry.namespace(), entry.deployment().value()))
                .toList();
        return candidates.stream().filter(objects::contains).findFirst().orElse(candidates.get(0));
    }

    /** Deployment first. */
    private static Stream<Kind> kindsWithPods() {
        return Stream.of(Kind.values()).filter(kind -> kind.podTemplate().isPresent());
    }

    private void checkTarget(CiBuild entry, ObjectKey workload, String container) {
        if (!objects.contains(workload)) {
            unknown(
                    entry.deployment().position(),
                    "no k8s.yaml has a workload \"" + workload.name() + "\" in namespace \"" + workload.namespace()
                            + "\"",
                    workload.name(),
                    kindsWithPods()
                            .flatMap(kind -> objects.names(kind, workload.namespace()).stream())
                            .toList());
            return;
        }
        Optional<List<String>> containers = objects.find(workload, PodOwner.class)
                .map(read ->
                        read.template().allContainers().map(Container::name).toList());
        if (containers.isPresent() && !containers.get().contains(container)) {
            unknown(
                    entry.container().position(),
                    workload + " has no container \"" + container + "\"",
                    container,
                    containers.get());
        }
    }

    private void checkSource(CiBuild entry) {
        Optional<SourceEntry> context = tree.find(entry.context().value());
        if (context.isEmpty() || context.get().kind() != SourceEntry.Kind.DIRECTORY) {
            problems.error(
                    entry.context().position(),
                    "there is no directory \"" + entry.context().value() + "\" to build from");
            return;
        }
        Optional<SourceEntry> dockerfile = tree.find(entry.dockerfile().value());
        if (dockerfile.isEmpty() || !dockerfile.get().kind().isFile()) {
            problems.error(
                    entry.dockerfile().position(),
                    "there is no Dockerfile at \"" + entry.dockerfile().value() + "\"");
        }
        entry.shared().forEach(shared -> checkShared(shared, entry.context().value()));
    }

    private void checkShared(Located<SourcePath> shared, SourcePath context) {
        SourcePath path = shared.value();
        if (!path.isWithin(context) || path.equals(context)) {
            problems.error(
                    shared.position(),
                    "\"" + path + "\" must lie below the directory that is built from, which is \"" + context
                            + "\": a Dockerfile can't reach what is outside; build from a directory that holds both");
        } else if (tree.find(path).isEmpty()) {
            unknown(
                    shared.position(),
                    "there is no \"" + path + "\" to share",
                    path.value(),
                    tree.list(path.parent()).stream()
                            .map(sibling -> sibling.path().value())
                            .toList());
        }
    }

    private Optional<ImageBuild> find(ObjectKey workload, String container) {
        return builds.stream()
                .filter(build ->
                        build.workload().equals(workload) && build.container().equals(container))
                .findFirst();
    }

    private void unknown(Position position, String message, String written, List<String> known) {
        Problem problem = Problem.error(position, message);
        problems.add(Suggestion.hint(written, known).map(problem::withHint).orElse(problem));
    }
}
