package dev.longshore.deployer.engine.testing;

import dev.longshore.deployer.engine.files.ClaimDirectory;
import dev.longshore.deployer.engine.files.ClusterDirectory;
import dev.longshore.deployer.engine.files.ConfigFiles;
import dev.longshore.deployer.engine.plan.PodPlanner;
import dev.longshore.deployer.engine.plan.ReleaseObjects;
import dev.longshore.deployer.engine.plan.WorkloadPlan;
import dev.longshore.deployer.engine.plan.WorkloadPlanner;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Environment;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PodSecurity;
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
import java.util.OptionalInt;

/** Typed objects of an environment called shop, as tests of the plans need them. */
public final class Objects {
    public static final EnvironmentName SHOP = EnvironmentName.defaultOf(new ProjectName("shop"));
    public static final Image IMAGE = new Image("shop/api:1", "sha256:" + "a".repeat(64));

    private static final ClusterDirectory CLUSTER = new ClusterDirectory(Path.of("cluster"));

    private Objects() {}

    public static Position line(int line) {
        return new Position("microservices/api/k8s.yaml", line, 1);
    }

    public static ObjectKey key(Kind kind, String name) {
        return new ObjectKey(kind, Namespace.USER, name);
    }

    /** A container with these variables and nothing else out of the ordinary. */
    public static Container container(int line, List<Environment.Variable> variables, Container.Probes probes) {
        return new Container(
                "api",
                line(line),
                IMAGE.reference(),
                Container.PullPolicy.IF_NOT_PRESENT,
                List.of(),
                List.of(),
                Optional.empty(),
                variables,
                List.of(),
                List.of(new Container.Port(Optional.of("web"), 8080)),
                List.of(),
                Container.Resources.NONE,
                Container.Resources.NONE,
                probes,
                Container.Lifecycle.NONE,
                Container.Security.NONE,
                false);
    }

    public static Container mounting(Container plain, Container.Mount... mounts) {
        return copy(plain, plain.command(), plain.arguments(), plain.imports(), List.of(mounts));
    }

    public static Container importing(Container plain, List<Environment.Import> imports) {
        return copy(plain, plain.command(), plain.arguments(), imports, plain.mounts());
    }

    public static Container running(Container plain, List<String> command, List<String> arguments) {
        return copy(plain, command, arguments, plain.imports(), plain.mounts());
    }

    private static Container copy(
            Container plain,
            List<String> command,
            List<String> arguments,
            List<Environment.Import> imports,
            List<Container.Mount> mounts) {
        return new Container(
                plain.name(),
                plain.position(),
                plain.image(),
                plain.pullPolicy(),
                command,
                arguments,
                plain.workingDirectory(),
                plain.environment(),
                imports,
                plain.ports(),
                mounts,
                plain.limits(),
                plain.requests(),
                plain.probes(),
                plain.lifecycle(),
                plain.security(),
                plain.sidecar());
    }

    public static Workload workload(int line, Container container, List<Volume> volumes) {
        return new Workload(
                key(Kind.DEPLOYMENT, "api"),
                line(line),
                2,
                Workload.Strategy.ROLLING,
                Optional.empty(),
                Optional.empty(),
                new PodTemplate(
                        Map.of("app", "api", "tier", "back"),
                        Map.of(),
                        List.of(),
                        List.of(container),
                        volumes,
                        PodTemplate.Restart.ALWAYS,
                        Duration.ofSeconds(30),
                        PodSecurity.NONE,
                        Optional.empty(),
                        Map.of(),
                        false,
                        List.of()));
    }

    /** Every key of a ConfigMap as a file. */
    public static Volume.Source files(String configMap) {
        return new Volume.FilesSource(
                List.of(new Volume.ConfigMapFiles(configMap, new Volume.Items(Map.of(), Volume.Modes.DEFAULT), false)));
    }

    public static Service service(boolean headless, Service.Port... ports) {
        return new Service(
                key(Kind.SERVICE, "api"),
                line(1),
                Map.of("app", "api"),
                List.of(ports),
                headless,
                Service.Type.CLUSTER_IP);
    }

    public static Service.Port port(Optional<String> name, int number, String target) {
        return new Service.Port(
                line(1), name, number, new PortReference(target), Optional.empty(), OptionalInt.empty());
    }

    public static Probe httpProbe(String path, Probe.Header... headers) {
        return new Probe(
                new Probe.HttpGet(path, new PortReference("web"), false, List.of(headers)),
                Duration.ZERO,
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                1,
                3);
    }

    public static WorkloadPlan plan(ReleaseObjects objects, Workload workload) {
        PodPlanner pods = new PodPlanner(
                SHOP,
                objects,
                Map.of(IMAGE.reference(), IMAGE),
                new ConfigFiles(CLUSTER),
                new ClaimDirectory(CLUSTER),
                "tools");
        return new WorkloadPlanner(objects, pods).plan(workload);
    }
}
