package dev.longshore.project.manifest;

import dev.longshore.project.problem.Position;
import java.util.Map;

/** A volume that the containers of a pod can mount. */
public record Volume(String name, Position position, Source source) {
    public sealed interface Source permits ClaimSource, ConfigMapSource, SecretSource, EmptySource {}

    public record ClaimSource(String claim, boolean readOnly) implements Source {}

    /**
     * Files from a ConfigMap.
     *
     * @param items key → path below the mount; empty means every key under its own name
     */
    public record ConfigMapSource(String name, Map<String, String> items, boolean optional) implements Source {}

    /** Files from a Secret; {@code items} as for a ConfigMap. */
    public record SecretSource(String name, Map<String, String> items, boolean optional) implements Source {}

    /** Scratch space that lives as long as the container. */
    public record EmptySource() implements Source {}
}
