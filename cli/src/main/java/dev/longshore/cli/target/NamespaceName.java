package dev.longshore.cli.target;

import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;

/** The two namespaces of an environment, as people write them. */
public enum NamespaceName {
    /** The project's own; {@code user}, or {@code default} as Kubernetes has it. */
    USER,
    /** The platform's. */
    HASURA;

    public static NamespaceName of(String text) {
        return switch (text) {
            case "user", "default" -> USER;
            case "hasura" -> HASURA;
            default -> throw new Failure(ExitCode.USAGE, "there is no namespace '" + text + "'; give user or hasura");
        };
    }

    /** The name that the server knows. */
    public String value() {
        return this == USER ? "default" : "hasura";
    }
}
