package dev.longshore.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.builder.BuildPlanner;
import dev.longshore.builder.BuildSandbox;
import dev.longshore.builder.EngineImageBuilder;
import dev.longshore.builder.inprocess.InProcessBuilder;
import dev.longshore.deployer.engine.EngineCluster;
import dev.longshore.deployer.engine.cluster.EngineClusterSettings;
import dev.longshore.deployer.engine.network.AddressPool;
import dev.longshore.engine.BuildLimits;
import dev.longshore.engine.ContainerState;
import dev.longshore.engine.Engine;
import dev.longshore.engine.docker.DockerEngine;
import dev.longshore.engine.testing.EngineTest;
import dev.longshore.engine.testing.RunningTogether;
import dev.longshore.project.route.GatewayAddress;
import dev.longshore.server.DataDirectory;
import dev.longshore.server.LongshoreServer;
import dev.longshore.server.Settings;
import dev.longshore.server.access.Role;
import dev.longshore.server.push.step.Rooms;
import dev.longshore.server.reconcile.Reconciler;
import dev.longshore.server.testing.GitClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a machine, its engine or its containers: what was live is live again without a push. */
@EngineTest
class ReconcilerTest {
    private static final String PROJECT = "town";

    /** Apart from those of the machine's other engine, and of a test that was killed before. */
    private static final AddressPool ADDRESSES =
            AddressPool.parse("10.219." + 16 * ThreadLocalRandom.current().nextInt(16) + ".0/20");

    private static final List<String> IMAGES = List.of(
            "busybox:latest", EngineClusterSettings.DEFAULT_PROXY_IMAGE, EngineClusterSettings.DEFAULT_FIREWALL_IMAGE);
    private static final Duration LIMIT = Duration.ofSeconds(45);

    @TempDir
    private static Path directory;

    private static PrivateEngine machine;
    private static Program gateway;
    private static LongshoreServer server;
    private static Browser browser;

    private ServerLog log;
    private Engine engine;
    private String starts = "";

    @BeforeAll
    static void install() throws Exception {
        machine = PrivateEngine.start(directory.resolve("home"), IMAGES);
        gateway = Program.start(
                "dev.longshore.gateway.GatewayMain",
                directory,
                List.of(
                        "--routes",
                        Files.createDirectories(directory.resolve("data"))
                                .resolve("gateway")
                                .toString(),
                        "--port",
                        "0"));
        browser = new Browser(gateway.awaitPort());
        server = startServer();
        GitClient git = GitClient.create(
                directory.resolve("client"),
                server.url() + "/" + PROJECT + ".git",
                server.issueToken("asha", Role.DEPLOYER).secret());
        Town.write(git);
        git.commit("First");
        GitClient.Result push = git.push("master");
        assertThat(push.exitCode()).as(push.text()).isZero();
    }

    @AfterAll
    static void uninstall() throws IOException {
        server.close();
        gateway.close();
        machine.up();
        Engine engine = DockerEngine.connect(machine.address());
        Map<String, String> labels = Map.of("dev.longshore.environment", PROJECT);
        engine.containers()
                .list(labels)
                .forEach(container -> engine.containers().remove(container.id()));
        engine.networks().list(labels).forEach(network -> engine.networks().remove(network.name()));
        engine.close();
        machine.close();
    }

    @BeforeEach
    void listen() {
        log = new ServerLog(Reconciler.class);
        machine.up();
        engine = DockerEngine.connect(machine.address());
        Await.until("what was live", LIMIT, this::isLive);
        starts = page("db");
    }

    @AfterEach
    void leave() {
        engine.close();
        log.close();
    }

    @Test
    void a_restart_of_the_engine() {
        machine.stop();
        assertThat(page("web")).isEqualTo("from a file");

        awaitLiveAfter("engine restart", machine::up);

        assertThat(page("db")).isEqualTo(starts);
    }

    @Test
    void a_restart_of_the_machine() {
        machine.cutPower();

        awaitLiveAfter("machine restart", machine::up);

        assertThat(page("db")).startsWith(starts);
    }

    @Test
    void a_restart_of_the_machine_whose_engine_has_half_a_network_on_record() throws Exception {
        machine.cutPower();
        machine.spoilNetworkRecord();

        awaitLiveAfter("machine restart, networks lost", machine::up);

        assertThat(page("db")).startsWith(starts);
    }

    @Test
    void a_restart_of_the_machine_whose_server_is_up_before_the_engine() throws Exception {
        server.close();
        machine.cutPower();
        server = startServer();
        Await.until("the first look", LIMIT, () -> !log.lines().isEmpty());
        assertThat(log.lines()).allMatch(line -> line.equals(PROJECT + " can't be kept running"));

        awaitLiveAfter("machine restart, server first", machine::up);

        assertThat(page("db")).startsWith(starts);
    }

    @Test
    void a_container_that_is_removed_by_hand() {
        awaitLiveAfter(
                "container removed",
                () -> engine.containers().remove(workload("web").id()));

        assertLogged(PROJECT + ": started " + pod("web"));
    }

    @Test
    void the_container_with_the_claim_that_is_removed_by_hand() {
        try (RunningTogether openers = new RunningTogether(
                engine,
                machine.address(),
                Map.of("dev.longshore.environment", PROJECT, "dev.longshore.workload", "db"))) {
            awaitLiveAfter(
                    "claim's container removed",
                    () -> engine.containers().remove(workload("db").id()));

            assertThat(openers.greatest()).as(openers.history().toString()).isEqualTo(1);
        }
        assertThat(page("db")).isEqualTo(starts + "\nstarted");
        assertLogged(PROJECT + ": started " + pod("db"));
    }

    @Test
    void a_container_that_is_killed_by_hand() {
        // The engine restarts what ends by itself, and leaves alone what somebody has killed.
        awaitLiveAfter(
                "container killed",
                () -> engine.containers().signal(workload("web").id(), "KILL"));

        assertLogged(PROJECT + ": started " + pod("web"));
    }

    @Test
    void a_proxy_that_is_killed() {
        awaitLiveAfter(
                "proxy killed", () -> engine.containers().signal(proxy("web").id(), "KILL"));

        assertLogged(PROJECT + ": started the proxy of service web");
    }

    @Test
    void a_proxy_that_is_removed() {
        awaitLiveAfter(
                "proxy removed", () -> engine.containers().remove(proxy("web").id()));

        assertLogged(PROJECT + ": made the proxy of service web");
    }

    @Test
    void a_container_that_is_disconnected_from_its_network() {
        awaitLiveAfter("network disconnected", () -> disconnect(workload("web").id()));

        assertLogged(PROJECT + ": started " + pod("web"));
    }

    @Test
    void a_proxy_that_is_disconnected_from_its_network() {
        awaitLiveAfter("proxy disconnected", () -> disconnect(proxy("web").id()));

        assertLogged(
                PROJECT + ": removed the proxy of service web, which was cut off from its network",
                PROJECT + ": made the proxy of service web");
    }

    @Test
    void the_files_of_a_ConfigMap_that_are_deleted() {
        awaitLiveAfter("config files deleted", ReconcilerTest::deleteFiles);

        assertLogged(PROJECT + ": started " + pod("web"));
    }

    /** A repair is logged when it has ended, which is after what it put back serves. */
    private void assertLogged(String... lines) {
        Await.until(List.of(lines) + " in the log", LIMIT, () -> log.lines().containsAll(List.of(lines)));
    }

    private void awaitLiveAfter(String what, Runnable fault) {
        await(what, fault, this::isLive);
    }

    private void await(String what, Runnable fault, Supplier<Boolean> live) {
        log.clear();
        fault.run();
        Instant began = Instant.now();
        // Once may be before anything is noticed.
        Await.until(what + " noticed", Duration.ofSeconds(5), () -> !live.get() || seconds(began) > 3);
        Await.until(what + ": what was live, after " + log.lines(), LIMIT, live);
        System.err.printf(
                "reconciler: %s: live again after %.1f s; the log says %s%n", what, seconds(began), log.lines());
    }

    private static double seconds(Instant began) {
        return Duration.between(began, Instant.now()).toMillis() / 1000.0;
    }

    private boolean isLive() {
        return page("web").equals("from a file") && page("db").startsWith("started");
    }

    /** What a route answers; empty when it doesn't. */
    private static String page(String subdomain) {
        try {
            var answer = browser.get(subdomain + "." + PROJECT + ".localhost", "/");
            return answer.statusCode() == 200 ? answer.body().strip() : "";
        } catch (AssertionError e) {
            return "";
        }
    }

    private ContainerState workload(String name) {
        return container("dev.longshore.workload", name);
    }

    private ContainerState proxy(String service) {
        return container("dev.longshore.service", service);
    }

    private String pod(String workload) {
        String name = workload(workload).name();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private ContainerState container(String label, String value) {
        return engine.containers()
                .list(Map.of("dev.longshore.environment", PROJECT, label, value))
                .get(0);
    }

    private static void disconnect(String container) {
        Command.run(
                directory,
                Map.of(),
                List.of(
                        "curl",
                        "-sf",
                        "--unix-socket",
                        machine.address().socket().toString(),
                        "-X",
                        "POST",
                        "-H",
                        "Content-Type: application/json",
                        "-d",
                        "{\"Container\":\"" + container + "\",\"Force\":true}",
                        "http://engine/networks/longshore-" + PROJECT + "-default/disconnect"));
    }

    private static void deleteFiles() {
        Path files = directory.resolve("data/cluster").resolve(PROJECT).resolve("files");
        try (Stream<Path> paths = Files.walk(files)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LongshoreServer startServer() throws Exception {
        Settings settings = Settings.defaults(directory.resolve("data"))
                .withAddresses(new Settings.Addresses(0, 0, browserPort(), Settings.Addresses.DEFAULT_DOMAIN))
                .withTimes(times -> times.withStopGrace(Duration.ofSeconds(3)));
        return LongshoreServer.start(settings, (data, gatewayAddress) -> rooms(data, gatewayAddress));
    }

    private static int browserPort() {
        return gateway.awaitPort();
    }

    private static Rooms rooms(DataDirectory data, GatewayAddress gatewayAddress) {
        Engine engine = DockerEngine.connect(machine.address(), Duration.ofSeconds(20));
        EngineClusterSettings settings = EngineClusterSettings.of(data.cluster(), data.gatewayRoutes(), gatewayAddress)
                .withAddresses(ADDRESSES);
        EngineCluster cluster = new EngineCluster(engine, settings);
        return new Rooms(
                new BuildPlanner(reference -> engine.images().find(reference).isPresent()),
                environment -> new EngineImageBuilder(
                        engine,
                        environment,
                        new BuildSandbox(cluster::buildNetwork, BuildLimits.NONE),
                        new InProcessBuilder(engine.images()),
                        Clock.systemUTC()),
                cluster);
    }
}
