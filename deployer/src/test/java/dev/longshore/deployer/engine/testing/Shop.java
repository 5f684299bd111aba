package dev.longshore.deployer.engine.testing;

import dev.longshore.deployer.Commit;
import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.deployer.engine.EngineCluster;
import dev.longshore.deployer.engine.cluster.EngineClusterSettings;
import dev.longshore.deployer.engine.network.AddressPool;
import dev.longshore.deployer.engine.network.EnvironmentNetworks;
import dev.longshore.deployer.engine.plan.Labels;
import dev.longshore.engine.ContainerSpec;
import dev.longshore.engine.ContainerState;
import dev.longshore.engine.Containers;
import dev.longshore.engine.Engine;
import dev.longshore.engine.EngineAddress;
import dev.longshore.engine.LocalImage;
import dev.longshore.engine.docker.DockerEngine;
import dev.longshore.engine.testing.TestAddresses;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.name.ProjectName;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.release.Image;
import dev.longshore.project.release.Release;
import dev.longshore.project.route.GatewayAddress;
import dev.longshore.project.route.Route;
import dev.longshore.project.source.SourceText;
import dev.longshore.project.yaml.YamlMapping;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlReader;
import dev.longshore.project.yaml.YamlScalar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** An environment of its own on the real engine, for one test; nothing of it is left at the end. */
public final class Shop implements AutoCloseable {
    public static final String BUSYBOX = "busybox:latest";
    public static final String NGINX = "nginx:alpine";

    public final EnvironmentName environment = EnvironmentName.defaultOf(
            new ProjectName("t" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), Character.MAX_RADIX)));
    public final Engine engine = DockerEngine.connect(EngineAddress.fromEnvironment(System.getenv()));
    public final EngineClusterSettings settings;
    public final EngineCluster cluster;
    public final RecordedProgress progress = new RecordedProgress();
    public final FakeGateway gateway;

    private final AtomicLong releases = new AtomicLong();
    private final Image busybox;

    private static final AddressPool ADDRESSES =
            TestAddresses.range().map(AddressPool::parse).orElse(AddressPool.DEFAULT);

    public Shop(Path directory) {
        this(directory, settings -> settings);
    }

    public Shop(Path directory, UnaryOperator<EngineClusterSettings> change) {
        Path routes = directory.resolve("gateway");
        this.settings = change.apply(
                EngineClusterSettings.of(directory.resolve("cluster"), routes, new GatewayAddress("localhost", 8000))
                        .withAddresses(ADDRESSES)
                        .withProgressDeadline(Duration.ofSeconds(60)));
        this.cluster = new EngineCluster(engine, settings);
        this.gateway = new FakeGateway(routes, environment);
        this.busybox = image(BUSYBOX);
    }

    private Image image(String reference) {
        return new Image(
                reference, engine.images().find(reference).map(LocalImage::id).orElseThrow());
    }

    /** A release of these manifests, with the next number. */
    public Release release(String yaml, Route... routes) {
        long number = releases.incrementAndGet();
        Problems problems = new Problems();
        List<Manifest> manifests = new ArrayList<>();
        for (YamlNode document : YamlReader.read(SourceText.of("k8s.yaml", yaml), problems)) {
            manifests.add(manifest((YamlMapping) document));
        }
        if (problems.hasErrors()) {
            throw new IllegalArgumentException(problems.all().toString());
        }
        String commit = String.format("%040x", number);
        return new Release(
                environment, number, commit, Map.of(BUSYBOX, busybox, NGINX, image(NGINX)), manifests, List.of(routes));
    }

    public RolloutOutcome rollOut(Release release, Release live) {
        return rollOut(release, live, Optional::empty);
    }

    public RolloutOutcome rollOut(Release release, Release live, Commit commit) {
        return cluster.rollOut(release, Optional.of(live), progress, commit);
    }

    public RolloutOutcome rollOut(Release release) {
        return cluster.rollOut(release, Optional.empty(), progress, Optional::empty);
    }

    public List<ContainerState> containers() {
        return engine.containers().list(Map.of(Labels.ENVIRONMENT, environment.value()));
    }

    public List<ContainerState> replicas(String workload) {
        return containers().stream()
                .filter(container -> workload.equals(container.labels().get(Labels.WORKLOAD)))
                .toList();
    }

    public ContainerState replica(String workload) {
        return replicas(workload).get(0);
    }

    /** The address of a Service in its own namespace. */
    public String address(String service) {
        return containers().stream()
                .filter(container -> service.equals(container.labels().get(Labels.SERVICE)))
                .map(container -> container
                        .addresses()
                        .get(EnvironmentNetworks.name(
                                environment,
                                Namespace.of(container.labels().getOrDefault(Labels.NAMESPACE, ""))
                                        .orElseThrow())))
                .findFirst()
                .orElseThrow();
    }

    /** What a command prints in a new container of a namespace's network. */
    public String run(Namespace namespace, String script) {
        return run(EnvironmentNetworks.name(environment, namespace), script);
    }

    /** What a command prints in a new container of a network. */
    public String run(String network, String script) {
        return output(new ContainerSpec(
                environment.value() + ".visitor-" + ThreadLocalRandom.current().nextInt(1 << 30),
                busybox.id(),
                ContainerSpec.Program.ofCommand("sh", "-c", script),
                Map.of(),
                ContainerSpec.Attached.to(new ContainerSpec.Attachment(network, Optional.empty(), List.of())),
                List.of(),
                ContainerSpec.Limits.NONE,
                ContainerSpec.Restart.NEVER,
                ContainerSpec.Hardening.DEFAULT));
    }

    /** What a new container prints until it ends. */
    public String output(ContainerSpec spec) {
        String id = engine.containers().create(spec);
        try {
            engine.containers().start(id);
            List<String> lines = new ArrayList<>();
            engine.containers()
                    .logs(id, new Containers.LogRequest(true, Optional.empty()), line -> lines.add(line.text()));
            return String.join("\n", lines);
        } finally {
            engine.containers().remove(id);
        }
    }

    @Override
    public void close() {
        gateway.close();
        cluster.remove(environment);
        containers().stream().map(ContainerState::id).forEach(engine.containers()::remove);
        engine.volumes().list(Map.of(Labels.ENVIRONMENT, environment.value())).forEach(engine.volumes()::remove);
        engine.close();
    }

    public static Route route(String subdomain, String service) {
        return new Route(new Position("conf/routes.yaml", 1, 1), subdomain, "/", Namespace.USER, service, 80, "/");
    }

    private static Manifest manifest(YamlMapping body) {
        YamlMapping metadata = (YamlMapping) body.get("metadata").orElseThrow();
        Namespace namespace =
                metadata.get("namespace").map(Shop::text).flatMap(Namespace::of).orElse(Namespace.USER);
        Kind kind = body.get("kind").map(Shop::text).flatMap(Kind::of).orElseThrow();
        String name = metadata.get("name").map(Shop::text).orElseThrow();
        return new Manifest(new ObjectKey(kind, namespace, name), body);
    }

    private static String text(YamlNode node) {
        return ((YamlScalar) node).text();
    }
}
