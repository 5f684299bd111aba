package dev.longshore.project.name;

import java.util.Optional;

/**
 * The namespaces that an environment's files may name: the pair's own names, and those that it has on a cluster, {@code
 * <environment>} and {@code <environment>-hasura}.
 */
public record OwnedNamespaces(EnvironmentName environment) {
    /** What may be named, to be put at the end of a message. */
    public static final String RULE = "this project owns \"default\" and \"hasura\"";

    public Optional<Namespace> find(String text) {
        if (text.equals(environment.value())) {
            return Optional.of(Namespace.USER);
        }
        return text.equals(environment.value() + "-hasura") ? Optional.of(Namespace.HASURA) : Namespace.of(text);
    }
}
