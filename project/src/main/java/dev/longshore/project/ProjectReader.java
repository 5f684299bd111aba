package dev.longshore.project;

import dev.longshore.project.check.ProjectChecks;
import dev.longshore.project.check.ProjectObjects;
import dev.longshore.project.conf.CiBuild;
import dev.longshore.project.conf.CiReader;
import dev.longshore.project.conf.ClusterContext;
import dev.longshore.project.conf.ClusterEntry;
import dev.longshore.project.conf.HasuraYaml;
import dev.longshore.project.conf.RoutesReader;
import dev.longshore.project.conf.UnservedFiles;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.reader.ManifestReader;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.OwnedNamespaces;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.route.Route;
import dev.longshore.project.source.SourcePath;
import dev.longshore.project.source.SourceText;
import dev.longshore.project.source.SourceTree;
import dev.longshore.project.template.RepositoryFiles;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a repository at one commit. */
public final class ProjectReader {
    private static final SourcePath HASURA_YAML = new SourcePath("hasura.yaml");
    private static final SourcePath CLUSTERS_YAML = new SourcePath("clusters.yaml");
    private static final SourcePath CI_YAML = new SourcePath("conf/ci.yaml");
    private static final SourcePath ROUTES_YAML = new SourcePath("conf/routes.yaml");

    private final SourceTree tree;
    private final EnvironmentName environment;
    private final Problems problems = new Problems();
    private final RepositoryFiles files;
    private final ProjectObjects objects = new ProjectObjects();

    private ProjectReader(SourceTree tree, EnvironmentName environment) {
        this.tree = tree;
        this.environment = environment;
        this.files = new RepositoryFiles(tree, problems);
    }

    /** Reads all that the repository says about an environment, with every problem that was found on the way. */
    public static ProjectReading read(SourceTree tree, EnvironmentName environment) {
        ProjectReader reader = new ProjectReader(tree, environment);
        Optional<Project> project = reader.read();
        return new ProjectReading(reader.problems.hasErrors() ? Optional.empty() : project, reader.problems.all());
    }

    private Optional<Project> read() {
        Optional<SourceText> marker = files.read(HASURA_YAML);
        if (marker.isEmpty()) {
            if (!problems.hasErrors()) {
                problems.error(
                        Position.ofFile(HASURA_YAML.value()),
                        "there is no such file, so this is not a project that can be deployed. The smallest one is:\n"
                                + SmallestProject.description());
            }
            return Optional.empty();
        }
        HasuraYaml hasura = HasuraYaml.read(marker.get(), problems);
        ClusterContext context = ClusterContext.of(
                environment,
                files.read(CLUSTERS_YAML)
                        .map(text -> ClusterEntry.read(text, environment.alias(), problems))
                        .orElse(ClusterEntry.NONE));
        List<CiBuild> ci = files.render(CI_YAML, context.values())
                .map(text -> CiReader.read(text, environment, problems))
                .orElse(List.of());
        List<Route> routes = files.render(ROUTES_YAML, context.values())
                .map(text -> RoutesReader.read(text, environment, problems))
                .orElse(List.of());
        UnservedFiles.warn(tree, problems);

        long mistakes = problems.errorCount();
        LinkedDirectories.refuse(tree, problems);
        List<Microservice> written =
                new MicroserviceFiles(tree, files, context, new OwnedNamespaces(environment), problems).read();
        if (problems.errorCount() > mistakes) {
            // What refers to an object that couldn't be read would look like a mistake, too.
            return Optional.empty();
        }
        written.forEach(this::index);
        PlatformClaims claims = new PlatformClaims(objects, context.volumes(), problems);
        List<Microservice> microservices =
                written.stream().map(claims::complete).toList();
        List<ImageBuild> builds = new BuildAssignment(tree, objects, problems).assign(ci);
        List<Route> served = ProjectChecks.check(objects, routes, problems);
        return Optional.of(new Project(
                hasura.name().orElse(environment.project().value()),
                microservices.stream()
                        .map(microservice -> withBuilds(microservice, builds))
                        .toList(),
                served));
    }

    private void index(Microservice microservice) {
        for (Manifest manifest : microservice.objects()) {
            Optional<Manifest> earlier = objects.add(manifest);
            if (earlier.isPresent()) {
                problems.error(
                        manifest.body().position(),
                        manifest.key() + " is written twice; the first is at "
                                + earlier.get().body().position());
            }
            ManifestReader.read(manifest, problems).ifPresent(objects::addRead);
        }
    }

    private static Microservice withBuilds(Microservice microservice, List<ImageBuild> builds) {
        Set<ObjectKey> own = microservice.objects().stream().map(Manifest::key).collect(Collectors.toSet());
        return new Microservice(
                microservice.name(),
                microservice.directory(),
                builds.stream().filter(build -> own.contains(build.workload())).toList(),
                microservice.objects());
    }
}
