package dev.longshore.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container to create.
 *
 * @param name unique in the engine; it resolves in every network of the container, so it must not look like a Service's
 * @param image a reference or an id
 */
public record ContainerSpec(
        String name,
        String image,
        Program program,
        Map<String, String> labels,
        Network network,
        List<Mount> mounts,
        Limits limits,
        Restart restart,
        Hardening hardening) {
    /**
     * What runs; what is empty is as the image says.
     *
     * @param user {@code uid}, {@code uid:gid} or a name of the image
     * @param groups supplementary groups
     */
    public record Program(
            Optional<List<String>> entrypoint,
            Optional<List<String>> command,
            Optional<String> workingDirectory,
            Optional<String> user,
            List<String> groups,
            Map<String, String> environment) {
        /** The image's own. */
        public static final Program OF_IMAGE = new Program(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Map.of());

        public static Program ofCommand(String... words) {
            return new Program(
                    Optional.empty(),
                    Optional.of(List.of(words)),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Map.of());
        }
    }

    /** Where the container is in the networks. */
    public sealed interface Network permits Attached, Joined, OfMachine {}

    /**
     * A network namespace of its own.
     *
     * @param attachments at least one; the first is the default route
     * @param hosts further lines of {@code /etc/hosts}: name → address
     */
    public record Attached(
            List<Attachment> attachments,
            Optional<String> hostname,
            Map<String, String> hosts,
            List<PublishedPort> published)
            implements Network {
        public static Attached to(Attachment... attachments) {
            return new Attached(List.of(attachments), Optional.empty(), Map.of(), List.of());
        }
    }

    /**
     * The network namespace of a container that runs.
     *
     * @param sharesProcesses whether it sees that container's processes, too
     */
    public record Joined(String container, boolean sharesProcesses) implements Network {}

    /** The network of the engine's machine itself. Never for what a repository asks for. */
    public record OfMachine() implements Network {}

    /**
     * A place in a network.
     *
     * @param address a fixed IPv4 address of the network; empty lets the engine choose
     * @param aliases names that resolve to this container within the network
     */
    public record Attachment(String network, Optional<String> address, List<String> aliases) {}

    /** A TCP port of the container that the engine's machine offers at one of its own addresses. */
    public record PublishedPort(int port, String hostAddress, int hostPort) {}

    public sealed interface Mount permits VolumeMount, HostMount, TemporaryMount {}

    /** A named volume, made when it doesn't exist. */
    public record VolumeMount(String volume, String path, boolean readOnly) implements Mount {}

    /** A file or directory of the engine's host. */
    public record HostMount(String hostPath, String path, boolean readOnly) implements Mount {}

    /** Memory-backed scratch space. */
    public record TemporaryMount(String path, Optional<Long> sizeBytes) implements Mount {}

    public record Limits(Optional<Long> memoryBytes, Optional<Double> cpus) {
        public static final Limits NONE = new Limits(Optional.empty(), Optional.empty());
    }

    /** What the engine does when the container ends by itself. */
    public enum Restart {
        NEVER,
        /** Also after a start of the engine. */
        ALWAYS,
        /** When its exit code isn't 0; also after a start of the engine. */
        ON_FAILURE
    }

    /**
     * What is taken away from the container beyond the engine's defaults, and given back.
     *
     * @param droppedCapabilities Linux capabilities without {@code CAP_}, or {@code ALL}
     * @param addedCapabilities likewise
     */
    public record Hardening(
            boolean readOnlyRoot,
            boolean noNewPrivileges,
            List<String> droppedCapabilities,
            List<String> addedCapabilities) {
        public static final Hardening DEFAULT = new Hardening(false, false, List.of(), List.of());
    }
}
