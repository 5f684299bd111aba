package dev.longshore.project.name;

import java.util.Optional;

/** The two namespaces that an environment owns. On an engine they are private to the environment. */
public enum Namespace {
    /** The project's own microservices. */
    USER("default"),
    /** The platform's microservices. */
    HASURA("hasura");

    private final String value;

    Namespace(String value) {
        this.value = value;
    }

    /** The name as manifests, routes and internal URLs write it. */
    public String value() {
        return value;
    }

    /** What the hasura command takes behind the name of something in this namespace, with a blank before it; empty if nothing. */
    public String option() {
        return this == USER ? "" : " -n " + value;
    }

    public static Optional<Namespace> of(String text) {
        for (Namespace namespace : values()) {
            if (namespace.value.equals(text)) {
                return Optional.of(namespace);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
