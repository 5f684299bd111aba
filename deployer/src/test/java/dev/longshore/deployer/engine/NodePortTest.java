package dev.longshore.deployer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.deployer.engine.network.EnvironmentNetworks;
import dev.longshore.deployer.engine.plan.Labels;
import dev.longshore.deployer.engine.testing.Http;
import dev.longshore.deployer.engine.testing.Manifests;
import dev.longshore.deployer.engine.testing.Shop;
import dev.longshore.engine.ContainerState;
import dev.longshore.engine.testing.EngineTest;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.release.Release;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EngineTest
class NodePortTest {
    private static final String LOOPBACK = "127.0.0.1";

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
    void a_node_port_answers_on_loopback_alone() {
        assertThat(shop.rollOut(shop.release(web("hello", "")))).isEqualTo(new RolloutOutcome.Live());

        int port = machinePort(shop);
        assertThat(port).isBetween(30_000, 32_767);
        assertThat(Http.eventually(LOOPBACK, port)).isEqualTo("hello\n");
        assertThat(shop.progress.lines()).anyMatch(line -> line.contains("port 80 at 127.0.0.1:" + port));
        String gateway = shop.engine
                .networks()
                .find(EnvironmentNetworks.name(shop.environment, Namespace.USER))
                .orElseThrow()
                .subnets()
                .get(0)
                .replace("0/24", "1");
        assertThatThrownBy(() -> Http.get(gateway, port)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void a_node_port_stays_over_rollouts_a_change_of_the_service_and_the_loss_of_its_proxy() {
        Release first = shop.release(web("one", ""));
        shop.rollOut(first);
        int port = machinePort(shop);

        Release second = shop.release(web("two", ""));
        assertThat(shop.rollOut(second, first)).isEqualTo(new RolloutOutcome.Live());
        assertThat(Http.eventually(LOOPBACK, port)).isEqualTo("two\n");

        Release third = shop.release(web("two", "") + "  - name: other\n    port: 81\n    targetPort: 8080\n");
        assertThat(shop.rollOut(third, second)).isEqualTo(new RolloutOutcome.Live());
        assertThat(Http.eventually(LOOPBACK, port)).isEqualTo("two\n");

        shop.engine.containers().remove(proxy(shop).id());
        shop.cluster.repair(third);
        assertThat(Http.eventually(LOOPBACK, port)).isEqualTo("two\n");
    }

    @Test
    void a_node_port_that_another_environment_has_fails_the_push_and_names_it() {
        shop.rollOut(shop.release(web("hello", "")));
        int port = machinePort(shop);
        try (Shop other = new Shop(directory.resolve("other"))) {
            assertThat(other.rollOut(other.release(web("mine", "    nodePort: " + port + "\n"))))
                    .isInstanceOfSatisfying(
                            RolloutOutcome.Restored.class,
                            outcome -> assertThat(outcome.reason())
                                    .matches(".*:\\d+: Service \"api\" asks for nodePort " + port
                                            + ", which service api of " + shop.environment
                                            + " has; ask for another, or leave nodePort out to be given a free one"));
            assertThat(other.containers()).isEmpty();
        }
        assertThat(Http.get(LOOPBACK, port)).isEqualTo("hello\n");
    }

    @Test
    void a_node_port_that_another_program_has_fails_the_push() throws IOException {
        try (ServerSocket program = someProgram()) {
            assertThat(shop.rollOut(shop.release(web("hello", "    nodePort: " + program.getLocalPort() + "\n"))))
                    .isInstanceOfSatisfying(
                            RolloutOutcome.Restored.class,
                            outcome -> assertThat(outcome.reason())
                                    .contains("nodePort " + program.getLocalPort()
                                            + ", which another program on this machine has"));
        }
    }

    private static ServerSocket someProgram() throws IOException {
        for (int port = 32_700; port < 32_767; port++) {
            try {
                return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                // Taken.
            }
        }
        throw new IOException("no port is free");
    }

    /** @param port more lines of the Service's port */
    private static String web(String text, String port) {
        return Manifests.deployment("api", 1, Manifests.serve(text))
                + Manifests.service("api")
                        .replace("spec:\n", "spec:\n  type: NodePort\n")
                        .replace("  - port: 80\n", "  - name: http\n    port: 80\n" + port);
    }

    private static int machinePort(Shop shop) {
        Map<Integer, Integer> ports = Labels.nodePorts(proxy(shop).labels());
        return ports.getOrDefault(80, 0);
    }

    private static ContainerState proxy(Shop shop) {
        return shop.containers().stream()
                .filter(container -> container.labels().containsKey(Labels.SERVICE))
                .findFirst()
                .orElseThrow();
    }
}
