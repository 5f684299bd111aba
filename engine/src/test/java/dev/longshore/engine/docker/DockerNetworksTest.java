package dev.longshore.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.engine.EngineException;
import dev.longshore.engine.Networks;
import dev.longshore.engine.Networks.Network;
import dev.longshore.engine.testing.EngineSandbox;
import dev.longshore.engine.testing.EngineTest;
import java.net.NetworkInterface;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@EngineTest
class DockerNetworksTest {
    private final EngineSandbox sandbox = new EngineSandbox();
    private final Networks networks = sandbox.engine().networks();

    @AfterEach
    void clean() {
        sandbox.close();
    }

    @Test
    void networkIsFoundByItsWholeNameAndByLabel() {
        Network network = sandbox.network("net");

        assertThat(networks.find(sandbox.name("net"))).contains(network);
        assertThat(networks.find(sandbox.name("ne"))).isEmpty();
        assertThat(networks.list(sandbox.labels())).containsExactly(network);
        assertThat(network.labels()).isEqualTo(sandbox.labels());
        assertThat(network.subnets()).hasSize(1);
    }

    @Test
    void bridgeOnTheMachineIsToldByItsName() throws SocketException {
        Network network = sandbox.network("net");
        // Podman makes it for the first container.
        sandbox.run(sandbox.shell("a", network, "sleep 600"));
        String gateway = EngineSandbox.address(network, 1);

        assertThat(NetworkInterface.networkInterfaces()
                        .filter(bridge ->
                                bridge.inetAddresses().anyMatch(address -> gateway.equals(address.getHostAddress())))
                        .map(NetworkInterface::getName))
                .singleElement()
                .asString()
                .matches("lsh-[0-9a-f]{11}");
    }

    @Test
    void takenAddressesAreNamed() {
        Network first = sandbox.network("first");
        String subnet = first.subnets().get(0);

        assertThatThrownBy(() -> networks.create(sandbox.name("second"), subnet, sandbox.labels()))
                .isInstanceOf(EngineException.class)
                .hasMessageEndingWith("another network uses addresses of " + subnet);
    }

    @Test
    void removingTwiceIsNoError() {
        Network network = sandbox.network("net");

        networks.remove(network.name());
        networks.remove(network.name());

        assertThat(networks.find(network.name())).isEmpty();
    }
}
