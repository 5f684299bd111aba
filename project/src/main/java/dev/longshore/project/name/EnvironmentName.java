package dev.longshore.project.name;

import java.util.Optional;

/**
 * A project on one cluster under one alias. Printed, in labels and in host names it is {@code shop} for the default
 * alias {@code hasura} and {@code shop-staging} for the alias {@code staging}.
 */
public record EnvironmentName(ProjectName project, String alias) {
    public static final String DEFAULT_ALIAS = "hasura";
    private static final int MAX_ALIAS_LENGTH = 20;

    public EnvironmentName {
        DnsLabel.require("an environment's alias", alias);
        if (alias.length() > MAX_ALIAS_LENGTH) {
            throw new IllegalArgumentException(
                    "an environment's alias must have at most " + MAX_ALIAS_LENGTH + " characters");
        }
    }

    public static EnvironmentName defaultOf(ProjectName project) {
        return new EnvironmentName(project, DEFAULT_ALIAS);
    }

    public static Optional<EnvironmentName> of(String project, String alias) {
        return DnsLabel.matches(alias) && alias.length() <= MAX_ALIAS_LENGTH
                ? ProjectName.of(project).map(name -> new EnvironmentName(name, alias))
                : Optional.empty();
    }

    /** The name used in labels, host names and {@code cluster.name}. */
    public String value() {
        return alias.equals(DEFAULT_ALIAS) ? project.value() : project.value() + "-" + alias;
    }

    @Override
    public String toString() {
        return value();
    }
}
