package dev.longshore.project.manifest;

import dev.longshore.project.problem.Position;
import java.math.BigDecimal;

/** Where a container's environment variables come from. */
public final class Environment {
    private Environment() {}

    public record Variable(String name, Position position, Value value) {}

    public sealed interface Value permits Literal, ConfigMapKey, SecretKey, PodValue {}

    public record Literal(String text) implements Value {}

    public record ConfigMapKey(String configMap, String key, boolean optional) implements Value {}

    public record SecretKey(String secret, String key, boolean optional) implements Value {}

    /** What a pod knows of itself (the downward API). */
    public sealed interface PodValue extends Value permits PodField, ContainerResource {}

    /**
     * {@code fieldRef}.
     *
     * @param key of the label or annotation; empty for other fields
     */
    public record PodField(Field field, String key) implements PodValue {}

    public enum Field {
        NAME,
        NAMESPACE,
        UID,
        LABEL,
        ANNOTATION,
        /** All labels, a line each; in files only. */
        LABELS,
        /** All annotations, a line each; in files only. */
        ANNOTATIONS,
        POD_IP,
        HOST_IP,
        NODE_NAME,
        SERVICE_ACCOUNT
    }

    /**
     * {@code resourceFieldRef}.
     *
     * @param container the container that is meant; empty for the one that has the variable
     * @param amount of the limit; where there is none, of the machine
     * @param divisor the unit that the amount is given in, rounded up
     */
    public record ContainerResource(String container, Amount amount, BigDecimal divisor) implements PodValue {}

    public enum Amount {
        LIMIT_CPU,
        LIMIT_MEMORY,
        REQUEST_CPU,
        REQUEST_MEMORY
    }

    /** {@code envFrom}: every key of a ConfigMap or Secret, behind a prefix. */
    public record Import(Position position, Kind kind, String name, String prefix, boolean optional) {}
}
