package dev.longshore.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container to create.
 *
 * @param name unique in the engine; it resolves in every network of the container, so it must not look like a Service's
 * @param image a reference or an id
 * @param entrypoint replaces the image's when present
 * @param command replaces the image's when present
 * @param attachments at least one; the first is the container's default route
 */
public record ContainerSpec(
        String name,
        String image,
        Optional<List<String>> entrypoint,
        Optional<List<String>> command,
        Optional<String> workingDirectory,
        Optional<String> user,
        Map<String, String> environment,
        Map<String, String> labels,
        List<Attachment> attachments,
        List<Mount> mounts,
        Limits limits,
        Restart restart,
        Hardening hardening) {
    /**
     * A place in a network.
     *
     * @param address a fixed IPv4 address of the network; empty lets the engine choose
     * @param aliases names that resolve to this container within the network
     */
    public record Attachment(String network, Optional<String> address, List<String> aliases) {}

    public sealed interface Mount permits VolumeMount, HostMount, TemporaryMount {}

    /** A named volume, made when it doesn't exist. */
    public record VolumeMount(String volume, String path, boolean readOnly) implements Mount {}

    /** A file or directory of the engine's host. */
    public record HostMount(String hostPath, String path, boolean readOnly) implements Mount {}

    /** Memory-backed scratch space. */
    public record TemporaryMount(String path) implements Mount {}

    public record Limits(Optional<Long> memoryBytes, Optional<Double> cpus) {
        public static final Limits NONE = new Limits(Optional.empty(), Optional.empty());
    }

    public enum Restart {
        NEVER,
        ALWAYS
    }

    /**
     * What is taken away from the container beyond the engine's defaults.
     *
     * @param dropAllCapabilities leaves it without any Linux capability
     */
    public record Hardening(boolean readOnlyRoot, boolean dropAllCapabilities, boolean noNewPrivileges) {
        public static final Hardening DEFAULT = new Hardening(false, false, false);
    }
}
