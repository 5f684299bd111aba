package dev.longshore.deployer.engine;

import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Environment;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PodTemplate;
import dev.longshore.project.manifest.PortReference;
import dev.longshore.project.manifest.Probe;
import dev.longshore.project.manifest.Service;
import dev.longshore.project.manifest.Volume;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.name.ProjectName;
import dev.longshore.project.problem.Position;
import dev.longshore.project.release.Image;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Typed objects of an environment called shop, as tests of the plans need them. */
final class Objects {
    static final EnvironmentName SHOP = EnvironmentName.defaultOf(new ProjectName("shop"));
    static final Image IMAGE = new Image("shop/api:1", "sha256:" + "a".repeat(64));

    private Objects() {}

    static Position line(int line) {
        return new Position("microservices/api/k8s.yaml", line, 1);
    }

    static ObjectKey key(Kind kind, String name) {
        return new ObjectKey(kind, Namespace.USER, name);
    }

    /** A container with these variables and nothing else out of the ordinary. */
    static Container container(int line, List<Environment.Variable> variables, Container.Probes probes) {
        return new Container(
                "api",
                line(line),
                IMAGE.reference(),
                List.of(),
                List.of(),
                Optional.empty(),
                variables,
                List.of(),
                List.of(new Container.Port(Optional.of("web"), 8080)),
                List.of(),
                Container.Resources.NONE,
                probes);
    }

    static Workload workload(int line, Container container, List<Volume> volumes) {
        return new Workload(
                key(Kind.DEPLOYMENT, "api"),
                line(line),
                2,
                Workload.Strategy.ROLLING,
                Optional.empty(),
                new PodTemplate(
                        Map.of("app", "api", "tier", "back"), List.of(container), volumes, Duration.ofSeconds(30)));
    }

    static Service service(boolean headless, Service.Port... ports) {
        return new Service(key(Kind.SERVICE, "api"), line(1), Map.of("app", "api"), List.of(ports), headless);
    }

    static Service.Port port(Optional<String> name, int number, String target) {
        return new Service.Port(line(1), name, number, new PortReference(target), Optional.empty());
    }

    static Probe httpProbe(String path, Probe.Header... headers) {
        return new Probe(
                new Probe.HttpGet(path, new PortReference("web"), false, List.of(headers)),
                Duration.ZERO,
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                1,
                3);
    }

    static WorkloadPlan plan(ReleaseObjects objects, Workload workload) {
        return new WorkloadPlanner(
                        SHOP,
                        objects,
                        Map.of(IMAGE.reference(), IMAGE),
                        new ConfigFiles(new ClusterDirectory(Path.of("cluster"))))
                .plan(workload);
    }
}
