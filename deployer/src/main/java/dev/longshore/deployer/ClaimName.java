package dev.longshore.deployer;

import dev.longshore.project.name.DnsLabel;
import dev.longshore.project.name.Namespace;
import java.util.Comparator;
import java.util.Optional;

/** A PersistentVolumeClaim within an environment. */
public record ClaimName(Namespace namespace, String name) implements Comparable<ClaimName> {
    private static final Comparator<ClaimName> ORDER =
            Comparator.comparing(ClaimName::namespace).thenComparing(ClaimName::name);

    /** @throws IllegalArgumentException when the name can't be a claim's */
    public ClaimName {
        if (!DnsLabel.matches(name)) {
            throw new IllegalArgumentException("the name of a claim must be " + DnsLabel.RULE);
        }
    }

    public static Optional<ClaimName> of(String namespace, String name) {
        return Namespace.of(namespace).filter(known -> DnsLabel.matches(name)).map(known -> new ClaimName(known, name));
    }

    @Override
    public int compareTo(ClaimName other) {
        return ORDER.compare(this, other);
    }

    /** With the namespace only where it is not the user's. */
    @Override
    public String toString() {
        return name + (namespace == Namespace.USER ? "" : "." + namespace);
    }
}
