package dev.longshore.deployer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.deployer.engine.cluster.EngineClusterSettings;
import dev.longshore.deployer.engine.network.AddressPool;
import dev.longshore.deployer.engine.network.EnvironmentNetworks;
import dev.longshore.deployer.engine.plan.Labels;
import dev.longshore.deployer.engine.testing.Http;
import dev.longshore.deployer.engine.testing.Manifests;
import dev.longshore.deployer.engine.testing.Shop;
import dev.longshore.deployer.engine.testing.Tar;
import dev.longshore.engine.ContainerSpec;
import dev.longshore.engine.ContainerState;
import dev.longshore.engine.Images;
import dev.longshore.engine.LocalImage;
import dev.longshore.engine.testing.EngineTest;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.release.Release;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What containers reach, asked from inside of them. */
@EngineTest
class IsolationTest {
    /** Not the default, so that its firewall is the test's own. */
    private static final AddressPool OWN_POOL = AddressPool.parse("10.216.0.0/16");

    private static final ContainerSpec.Hardening FIREWALL =
            new ContainerSpec.Hardening(false, true, List.of(), List.of("NET_ADMIN", "NET_RAW"));

    private static final String METADATA = "169.254.169.254";

    @TempDir
    private Path directory;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(directory.resolve("shop"));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void no_address_of_the_machine_answers_to_a_container() throws IOException {
        shop.rollOut(shop.release(Manifests.web("api", "hello", 1)));

        try (ServerSocket everywhere = new ServerSocket()) {
            everywhere.bind(new InetSocketAddress("0.0.0.0", 0));
            List<String> addresses = machineAddresses();
            assertThat(addresses).contains(gateway(Namespace.USER), gateway(Namespace.HASURA));
            for (String address : addresses) {
                assertKeptOut(address, connect(Namespace.USER, address, everywhere.getLocalPort()));
            }
        }
    }

    @Test
    void what_is_published_on_the_machine_does_not_answer_to_a_container() {
        shop.rollOut(shop.release(Manifests.web("api", "hello", 1)));
        String stranger = run(new ContainerSpec(
                shop.environment.value() + ".stranger",
                Shop.BUSYBOX,
                ContainerSpec.Program.ofCommand("httpd", "-f", "-p", "8080"),
                Labels.of(shop.environment),
                new ContainerSpec.Attached(
                        List.of(new ContainerSpec.Attachment("bridge", Optional.empty(), List.of())),
                        Optional.empty(),
                        Map.of(),
                        List.of(new ContainerSpec.PublishedPort(8080, "0.0.0.0", 28_213))),
                List.of(),
                ContainerSpec.Limits.NONE,
                ContainerSpec.Restart.NEVER,
                ContainerSpec.Hardening.DEFAULT));
        String address = shop.engine
                .containers()
                .find(stranger)
                .orElseThrow()
                .addresses()
                // Engines call it differently.
                .values()
                .iterator()
                .next();

        assertKeptOut("the published port", connect(Namespace.USER, gateway(Namespace.USER), 28_213));
        assertKeptOut("what is published", connect(Namespace.USER, String.valueOf(address), 8080));
    }

    @Test
    void metadata_services_do_not_answer_to_a_container() {
        shop.rollOut(shop.release(Manifests.web("api", "hello", 1)));

        assertKeptOut("metadata", connect(Namespace.USER, METADATA, 80));
        assertThat(connect(Namespace.USER, "fd00:ec2::254", 80)).contains("ended with 1");
    }

    @Test
    void a_link_local_address_of_the_machine_itself_does_not_answer_to_a_container() {
        shop.rollOut(shop.release(Manifests.web("api", "hello", 1)));
        String alias = "169.254.213.7";
        String machine = run(onMachine("ip addr add " + alias + "/32 dev lo && exec httpd -f -p " + alias + ":28214"));
        try {
            Http.await(() -> connectsFromMachine(alias, 28_214));
            assertKeptOut("the alias", connect(Namespace.USER, alias, 28_214));
        } finally {
            shop.engine.containers().exec(machine, List.of("ip", "addr", "del", alias + "/32", "dev", "lo"), LIMIT);
            shop.engine.containers().remove(machine);
        }
    }

    @Test
    void two_projects_with_equal_names_never_meet() {
        shop.rollOut(shop.release(Manifests.web("api", "hello", 1)));
        try (Shop other = new Shop(directory.resolve("other"))) {
            other.rollOut(other.release(Manifests.web("api", "secret", 1) + Manifests.web("vault", "secret", 1)));
            String service = other.address("vault");
            String replica = String.valueOf(other.replica("vault")
                    .addresses()
                    .get(EnvironmentNetworks.name(other.environment, Namespace.USER)));

            assertThat(Http.get(service, 80)).isEqualTo("secret\n");
            for (Namespace namespace : Namespace.values()) {
                assertKeptOut("a Service", connect(namespace, service, 80));
                assertKeptOut("a replica", connect(namespace, replica, 8080));
                assertThat(shop.run(namespace, "wget -qO- http://vault.default 2>&1"))
                        .contains("bad address");
                assertThat(shop.run(namespace, "wget -qO- http://api.default")).isEqualTo("hello");
                assertThat(other.run(namespace, "wget -qO- http://api.default")).isEqualTo("secret");
            }
        }
    }

    @Test
    void what_builds_run_reaches_as_little() throws IOException, InterruptedException {
        String network = shop.cluster.buildNetwork().orElseThrow();
        String gateway = shop.engine
                .networks()
                .find(network)
                .orElseThrow()
                .subnets()
                .get(0)
                .replace("0/24", "1");

        try (ServerSocket everywhere = new ServerSocket(0)) {
            assertKeptOut("the machine", shop.run(network, script(gateway, everywhere.getLocalPort())));
            assertKeptOut("metadata", shop.run(network, script(METADATA, 80)));
        }
    }

    @Test
    void rules_that_are_taken_away_are_back_within_seconds() {
        try (Shop own = new Shop(directory.resolve("own"), settings -> settings.withAddresses(OWN_POOL))) {
            Release release = own.release(Manifests.web("api", "hello", 1));
            own.rollOut(release);
            String rules = rules(own);
            assertThat(rules).contains("-s 10.216.0.0/16");

            removeRules(own);
            Http.await(() -> rules(own).equals(rules));

            own.engine.containers().remove(guard(own).id());
            removeRules(own);
            assertThat(rules(own)).isEmpty();
            assertThat(own.cluster.repair(release)).contains("made the rules that isolate containers");
            assertThat(rules(own)).isEqualTo(rules);

            own.engine.containers().remove(guard(own).id());
            removeRules(own);
        }
    }

    @Test
    void what_the_machine_asks_of_a_container_whose_network_is_gone_does_not_leave_it() throws IOException {
        shop.rollOut(shop.release(Manifests.web("api", "hello", 1)));
        String gone = gateway(Namespace.USER).replaceFirst("\\.\\d+\\.1$", ".255.254");
        assertThat(machineAddresses()).doesNotContain(gone.replaceFirst("254$", "1"));

        try (Socket socket = new Socket()) {
            assertThatThrownBy(() -> socket.connect(new InetSocketAddress(gone, 80), 3000))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("refused");
        }
    }

    @Test
    void a_guard_of_an_earlier_version_is_replaced_by_the_next_rollout() {
        String earlier = "longshore/firewall:earlier";
        byte[] context = new Tar()
                .file("Dockerfile", "FROM " + EngineClusterSettings.DEFAULT_FIREWALL_IMAGE + "\nLABEL earlier=true\n")
                .bytes();
        LocalImage image = shop.engine
                .images()
                .build(
                        new Images.Build("Dockerfile", earlier, Map.of(), Map.of()),
                        new ByteArrayInputStream(context),
                        line -> {});
        try (Shop own = new Shop(
                directory.resolve("before"),
                settings -> settings.withAddresses(OWN_POOL).withFirewallImage(Optional.of(earlier)))) {
            own.rollOut(own.release(Manifests.web("api", "hello", 1)));
            assertThat(guard(own).imageId()).isEqualTo(image.id());
        }

        try (Shop own = new Shop(directory.resolve("after"), settings -> settings.withAddresses(OWN_POOL))) {
            own.rollOut(own.release(Manifests.web("api", "hello", 1)));
            assertThat(guard(own).imageId()).isNotEqualTo(image.id());
            assertThat(rules(own)).contains("-s 10.216.0.0/16");

            own.engine.containers().remove(guard(own).id());
            removeRules(own);
        } finally {
            shop.engine.images().remove(earlier);
        }
    }

    @Test
    void rules_that_an_engine_makes_later_do_not_come_before_those_that_isolate() {
        String script = "iptables-nft -N DOCKER-USER && iptables-nft -A FORWARD -j DOCKER-USER;"
                + " longshore-firewall guard " + OWN_POOL + " >/dev/null &"
                + " until longshore-firewall check " + OWN_POOL + "; do sleep 0.1; done;"
                + " iptables-nft -N NETAVARK_FORWARD; iptables-nft -I FORWARD -j NETAVARK_FORWARD;"
                + " for i in $(seq 100); do"
                + " iptables-nft -S FORWARD | sed -n 2p | grep LONGSHORE && break; sleep 0.1; done";

        assertThat(shop.output(new ContainerSpec(
                        shop.environment.value() + ".firewall",
                        EngineClusterSettings.DEFAULT_FIREWALL_IMAGE,
                        shell(script),
                        Labels.of(shop.environment),
                        new ContainerSpec.Attached(
                                List.of(new ContainerSpec.Attachment("bridge", Optional.empty(), List.of())),
                                Optional.empty(),
                                Map.of(),
                                List.of()),
                        List.of(),
                        ContainerSpec.Limits.NONE,
                        ContainerSpec.Restart.NEVER,
                        FIREWALL)))
                .contains("-A FORWARD", "-j LONGSHORE-");
    }

    @Test
    void without_the_firewalls_image_nothing_is_rolled_out() {
        try (Shop own = new Shop(
                directory.resolve("own"),
                settings -> settings.withAddresses(AddressPool.parse("10.217.0.0/16"))
                        .withFirewallImage(Optional.of("longshore/firewall:missing")))) {
            assertThat(own.rollOut(own.release(Manifests.web("api", "hello", 1))))
                    .isEqualTo(
                            new RolloutOutcome.Restored("the image longshore/firewall:missing, which keeps containers"
                                    + " from this machine, isn't on the engine: make it with docker/base-images.sh"
                                    + " longshore/firewall:missing, or start the server with --no-isolation"));
            assertThat(own.containers()).isEmpty();
        }
    }

    @Test
    void a_push_is_told_that_nothing_is_isolated_when_the_server_was_told_so() {
        try (Shop own = new Shop(
                directory.resolve("own"),
                settings -> settings.withAddresses(AddressPool.parse("10.217.0.0/16"))
                        .withFirewallImage(Optional.empty()))) {
            assertThat(own.rollOut(own.release(Manifests.web("api", "hello", 1))))
                    .isEqualTo(new RolloutOutcome.Live());
            assertThat(own.progress.lines()).anyMatch(line -> line.contains("the server runs with --no-isolation"));
        }
    }

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** What nc says when nobody has accepted within its limit; after that it says nothing, whatever it waits for. */
    private static final String NO_ANSWER = "timed out";

    private static String script(String address, int port) {
        return "timeout 5 nc -w 3 " + address + " " + port + " </dev/null 2>&1; echo ended with $?";
    }

    /** Engines' own rules may drop what comes from another network before Longshore's can refuse it. */
    private static void assertKeptOut(String what, String answer) {
        assertThat(answer).as(what).containsAnyOf("Connection refused", NO_ANSWER);
    }

    private String connect(Namespace from, String address, int port) {
        return shop.run(from, script(address, port));
    }

    private static boolean connectsFromMachine(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String gateway(Namespace namespace) {
        return gateway(shop, namespace);
    }

    private static String gateway(Shop shop, Namespace namespace) {
        return shop.engine
                .networks()
                .find(EnvironmentNetworks.name(shop.environment, namespace))
                .orElseThrow()
                .subnets()
                .get(0)
                .replace("0/24", "1");
    }

    private static List<String> machineAddresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .filter(address -> !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .toList();
    }

    private static ContainerState guard(Shop own) {
        return own.engine
                .containers()
                .list(Map.of(Labels.FIREWALL, OWN_POOL.toString()))
                .get(0);
    }

    private static void removeRules(Shop own) {
        firewall(own, ContainerSpec.Program.ofCommand("remove", OWN_POOL.toString()));
    }

    /** The rules for the test's own pool, as the machine has them. */
    private static String rules(Shop own) {
        return firewall(own, shell("iptables-nft-save -t filter 2>/dev/null | grep -F LONGSHORE-10.216. || true"));
    }

    private static ContainerSpec.Program shell(String script) {
        return new ContainerSpec.Program(
                Optional.of(List.of("sh", "-c", script)),
                Optional.of(List.of()),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of());
    }

    private static String firewall(Shop own, ContainerSpec.Program program) {
        return own.output(machineSpec(
                EngineClusterSettings.DEFAULT_FIREWALL_IMAGE, own.environment.value() + ".firewall", program));
    }

    private ContainerSpec onMachine(String script) {
        return machineSpec(
                Shop.BUSYBOX,
                shop.environment.value() + ".machine",
                ContainerSpec.Program.ofCommand("sh", "-c", script));
    }

    private static ContainerSpec machineSpec(String image, String name, ContainerSpec.Program program) {
        return new ContainerSpec(
                name,
                image,
                program,
                Map.of(),
                new ContainerSpec.OfMachine(),
                List.of(),
                ContainerSpec.Limits.NONE,
                ContainerSpec.Restart.NEVER,
                FIREWALL);
    }

    private String run(ContainerSpec spec) {
        String id = shop.engine.containers().create(spec);
        shop.engine.containers().start(id);
        return id;
    }
}
