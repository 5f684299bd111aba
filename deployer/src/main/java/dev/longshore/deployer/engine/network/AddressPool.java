package dev.longshore.deployer.engine.network;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.LongStream;

/** The range that networks are cut from, each a /24. */
public final class AddressPool {
    /** 10.213.0.0/16: room for 256 networks, that is 128 environments. */
    public static final AddressPool DEFAULT = parse("10.213.0.0/16");

    private static final int NETWORK_PREFIX = 24;

    private final Subnet range;

    private AddressPool(Subnet range) {
        this.range = range;
    }

    /** Parses a range in CIDR form of at least a /24. */
    public static AddressPool parse(String cidr) {
        return Subnet.parse(cidr)
                .filter(range -> range.prefixLength() <= NETWORK_PREFIX)
                .map(AddressPool::new)
                .orElseThrow(() -> new IllegalArgumentException(
                        "an address pool must be an IPv4 range of at least a /24, such as 10.213.0.0/16"));
    }

    /** The lowest network of the range that overlaps none of those taken. */
    Optional<Subnet> free(Collection<Subnet> taken) {
        return LongStream.range(0, range.size() >> (32 - NETWORK_PREFIX))
                .mapToObj(index -> new Subnet(range.base() + (index << (32 - NETWORK_PREFIX)), NETWORK_PREFIX))
                .filter(candidate -> taken.stream().noneMatch(candidate::overlaps))
                .findFirst();
    }

    @Override
    public String toString() {
        return range.toString();
    }
}
