package dev.longshore.builder;

import dev.longshore.project.ImageBuild;
import dev.longshore.project.Microservice;
import dev.longshore.project.Project;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.name.ProjectName;
import dev.longshore.project.problem.Position;
import dev.longshore.project.source.SourcePath;
import java.util.List;
import java.util.stream.Stream;

/** Builds as {@code conf/ci.yaml} would describe them. */
public final class Builds {
    public static final EnvironmentName SHOP = EnvironmentName.defaultOf(new ProjectName("shop"));

    private Builds() {}

    public static ImageBuild of(String workload, String container, String context, String dockerfile) {
        return new ImageBuild(
                Position.ofFile("conf/ci.yaml"),
                new ObjectKey(Kind.DEPLOYMENT, Namespace.USER, workload),
                container,
                new SourcePath(context),
                new SourcePath(dockerfile));
    }

    /** The build of {@code microservices/<name>/Dockerfile} from the whole repository, or from what is shared of it. */
    public static ImageBuild ofAll(String name, String... shared) {
        ImageBuild all = of(name, name, "", "microservices/" + name + "/Dockerfile");
        return new ImageBuild(
                all.position(),
                all.workload(),
                all.container(),
                all.context(),
                all.dockerfile(),
                Stream.of(shared).map(SourcePath::new).toList());
    }

    /** The build of {@code microservices/<name>/Dockerfile}. */
    public static ImageBuild of(String name) {
        return of(name, name, "microservices/" + name, "microservices/" + name + "/Dockerfile");
    }

    public static Microservice microservice(String name, ImageBuild... builds) {
        return new Microservice(name, new SourcePath("microservices/" + name), List.of(builds), List.of());
    }

    public static Project project(Microservice... microservices) {
        return new Project("shop", List.of(microservices), List.of());
    }
}
