package dev.longshore.project.manifest;

import dev.longshore.project.problem.Position;

/** Where a container's environment variables come from. */
public final class Environment {
    private Environment() {}

    public record Variable(String name, Position position, Value value) {}

    public sealed interface Value permits Literal, ConfigMapKey, SecretKey {}

    public record Literal(String text) implements Value {}

    public record ConfigMapKey(String configMap, String key, boolean optional) implements Value {}

    public record SecretKey(String secret, String key, boolean optional) implements Value {}

    /** {@code envFrom}: every key of a ConfigMap or Secret, behind a prefix. */
    public record Import(Position position, Kind kind, String name, String prefix, boolean optional) {}
}
