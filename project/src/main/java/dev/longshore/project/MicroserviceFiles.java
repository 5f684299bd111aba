package dev.longshore.project;

import dev.longshore.project.conf.ClusterContext;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.file.ManifestFile;
import dev.longshore.project.name.DnsLabel;
import dev.longshore.project.name.OwnedNamespaces;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.source.SourceEntry;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceTree;
import dev.longshore.project.template.RepositoryFiles;
import java.util.ArrayList;
import java.util.List;

/** Reads the directories below {@code microservices/}. */
final class MicroserviceFiles {
    private static final SourcePath MICROSERVICES = new SourcePath("microservices");
    private static final String MANIFESTS = "k8s.yaml";

    private final SourceTree tree;
    private final RepositoryFiles files;
    private final ClusterContext context;
    private final OwnedNamespaces namespaces;
    private final Problems problems;

    MicroserviceFiles(
            SourceTree tree,
            RepositoryFiles files,
            ClusterContext context,
            OwnedNamespaces namespaces,
            Problems problems) {
        this.tree = tree;
        this.files = files;
        this.context = context;
        this.namespaces = namespaces;
        this.problems = problems;
    }

    /** Every microservice with its objects, as yet without builds. */
    List<Microservice> read() {
        List<Microservice> microservices = new ArrayList<>();
        for (SourceEntry entry : tree.list(MICROSERVICES)) {
            if (entry.kind() == SourceEntry.Kind.DIRECTORY) {
                microservices.add(read(entry.path()));
            }
        }
        if (microservices.isEmpty()) {
            problems.warning(Position.ofFile(MICROSERVICES.value()), "there is no microservice in this project");
        }
        return microservices;
    }

    private Microservice read(SourcePath directory) {
        SourcePath path = directory.child(MANIFESTS);
        String name = directory.name();
        if (!DnsLabel.matches(name)) {
            problems.error(
                    Position.ofFile(directory.value()),
                    "the name of a microservice's directory must be " + DnsLabel.RULE);
        }
        if (tree.find(path).isEmpty()) {
            missing(directory);
        }
        List<Manifest> manifests = files.render(path, context.forMicroservice(name))
                .map(text -> ManifestFile.read(text, namespaces, problems))
                .orElse(List.of());
        return new Microservice(name, directory, List.of(), manifests);
    }

    private void missing(SourcePath directory) {
        Position position = Position.ofFile(directory.child(MANIFESTS).value());
        if (tree.find(directory.child("k8s.yml")).isPresent()) {
            problems.error(position, "there is no such file; rename k8s.yml to it");
        } else if (tree.find(directory.child("Dockerfile")).isPresent()) {
            problems.error(
                    position, "there is no such file: an image could be built, but nothing says how it is to be run");
        } else {
            problems.warning(position, "there is no such file, so this directory deploys nothing");
        }
    }
}
