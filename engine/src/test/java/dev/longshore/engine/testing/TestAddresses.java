package dev.longshore.engine.testing;

import java.util.Optional;

/** The range that the networks of tests' environments are cut from. */
public final class TestAddresses {
    private TestAddresses() {}

    /** In CIDR form; empty for the usual one, which is another engine's where two share the machine. */
    public static Optional<String> range() {
        return Optional.ofNullable(System.getenv("LONGSHORE_TEST_ADDRESSES"));
    }
}
