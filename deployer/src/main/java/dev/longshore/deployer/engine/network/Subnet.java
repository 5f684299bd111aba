package dev.longshore.deployer.engine.network;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 network in CIDR terms (RFC 4632).
 *
 * @param base the first address as an unsigned number; the host bits are 0
 */
public record Subnet(long base, int prefixLength) {
    private static final Pattern CIDR = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    public Subnet {
        if (prefixLength < 0 || prefixLength > 32 || base < 0 || base + (1L << (32 - prefixLength)) > 1L << 32) {
            throw new IllegalArgumentException("not an IPv4 network");
        }
        base &= -(1L << (32 - prefixLength));
    }

    /** Parses {@code 10.213.4.0/24}; empty for anything else, such as an IPv6 network. */
    static Optional<Subnet> parse(String cidr) {
        Matcher matcher = CIDR.matcher(cidr);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long base = 0;
        for (int group = 1; group <= 4; group++) {
            int octet = Integer.parseInt(matcher.group(group));
            if (octet > 255) {
                return Optional.empty();
            }
            base = base << 8 | octet;
        }
        int prefixLength = Integer.parseInt(matcher.group(5));
        return prefixLength > 32 ? Optional.empty() : Optional.of(new Subnet(base, prefixLength));
    }

    long size() {
        return 1L << (32 - prefixLength);
    }

    boolean overlaps(Subnet other) {
        return base < other.base + other.size() && other.base < base + size();
    }

    /** The address at an offset from the first, in dotted form. */
    String address(long offset) {
        long number = base + offset;
        return (number >> 24 & 255) + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    @Override
    public String toString() {
        return address(0) + "/" + prefixLength;
    }
}
