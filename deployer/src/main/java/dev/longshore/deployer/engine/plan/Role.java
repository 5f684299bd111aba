package dev.longshore.deployer.engine.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a container is for in its pod. */
public enum Role {
    /** Holds the network that the others join, and the volumes that they share; only in pods of several containers. */
    SANDBOX,
    /** Runs to its end before the pod's containers start. */
    INIT,
    /** Starts in its turn among the init containers and stays up. */
    SIDECAR,
    MAIN;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst();
    }

    public boolean staysUp() {
        return this == SIDECAR || this == MAIN;
    }
}
