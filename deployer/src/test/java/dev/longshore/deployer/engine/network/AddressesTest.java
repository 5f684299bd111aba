package dev.longshore.deployer.engine.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private final Subnet subnet = Subnet.parse("10.213.4.0/24").orElseThrow();

    @Test
    void a_network_is_the_first_piece_of_the_pool_that_overlaps_nothing() {
        AddressPool pool = AddressPool.parse("10.213.0.0/16");

        assertThat(pool.free(List.of())).hasToString("Optional[10.213.0.0/24]");
        assertThat(pool.free(List.of(
                        Subnet.parse("10.213.0.0/24").orElseThrow(),
                        Subnet.parse("10.213.1.128/25").orElseThrow(),
                        Subnet.parse("10.213.2.0/23").orElseThrow(),
                        Subnet.parse("172.17.0.0/16").orElseThrow())))
                .hasToString("Optional[10.213.4.0/24]");
        assertThat(pool.free(List.of(Subnet.parse("10.0.0.0/8").orElseThrow()))).isEmpty();
    }

    @Test
    void a_pool_that_is_no_range_of_addresses_is_refused() {
        assertThatThrownBy(() -> AddressPool.parse("10.213.0.0/25")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AddressPool.parse("fd00::/64")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Subnet.parse("10.213.0.256/24")).isEmpty();
    }

    @Test
    void no_address_is_given_twice_and_services_stay_apart_from_replicas() {
        AddressBook book = new AddressBook(subnet, Set.of("10.213.4.16", "10.213.4.254"));

        assertThat(List.of(book.forReplica(), book.forReplica())).containsExactly("10.213.4.17", "10.213.4.18");
        assertThat(List.of(book.forService(), book.forService())).containsExactly("10.213.4.253", "10.213.4.252");
    }

    @Test
    void a_full_network_says_so() {
        AddressBook book = new AddressBook(subnet, Set.of());
        for (int address = 16; address < 255; address++) {
            book.forReplica();
        }

        assertThatThrownBy(book::forReplica).hasMessageContaining("10.213.4.0/24 has no free address");
    }
}
