package dev.longshore.deployer.engine.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ListeningSocketsTest {
    private static final String HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt\n";

    /** 127.0.0.1:3000, the engine's name server, and a connection that isn't one that listens. */
    private static final String LOOPBACK = HEAD
            + "   0: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1\n"
            + "   1: 0B00007F:9C41 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 2\n"
            + "   2: 0A01D50A:1F90 0B01D50A:C350 01 00000000:00000000 00:00000000 00000000     0        0 3\n";

    /** [::]:5000 */
    private static final String EVERYWHERE = HEAD
            + "   0: 00000000000000000000000000000000:1388 00000000000000000000000000000000:0000 0A 00000000:00000000\n";

    @Test
    void a_server_that_only_its_own_pod_can_reach_is_told_so() {
        assertThat(ListeningSockets.of(LOOPBACK).explain(OptionalInt.of(3000)))
                .contains("It listens on 127.0.0.1:3000 only; it has to listen on 0.0.0.0");
    }

    @Test
    void a_server_at_another_port_is_told_which() {
        assertThat(ListeningSockets.of(LOOPBACK + EVERYWHERE).explain(OptionalInt.of(8080)))
                .contains("It listens on ports 3000, 5000");
    }

    @Test
    void a_program_that_is_no_server_is_told_so() {
        assertThat(ListeningSockets.of(HEAD).explain(OptionalInt.of(8080))).contains("It runs, but listens on no port");
    }

    @Test
    void a_server_that_can_be_reached_is_no_cause() {
        assertThat(ListeningSockets.of(EVERYWHERE).explain(OptionalInt.of(5000)))
                .isEmpty();
    }
}
