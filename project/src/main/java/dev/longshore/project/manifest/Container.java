package dev.longshore.project.manifest;

import dev.longshore.project.problem.Position;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One container of a pod.
 *
 * @param command replaces the image's entrypoint (and drops the image's command) unless empty
 * @param arguments replace the image's command unless empty
 * @param sidecar of an init container: it stays up beside the pod's containers
 */
public record Container(
        String name,
        Position position,
        String image,
        PullPolicy pullPolicy,
        List<String> command,
        List<String> arguments,
        Optional<String> workingDirectory,
        List<Environment.Variable> environment,
        List<Environment.Import> imports,
        List<Port> ports,
        List<Mount> mounts,
        Resources limits,
        Resources requests,
        Probes probes,
        Lifecycle lifecycle,
        Security security,
        boolean sidecar) {
    public record Port(Optional<String> name, int number) {}

    /** @param subPath the file or directory of the volume to mount instead of the whole; empty for the whole */
    public record Mount(String volume, String path, boolean readOnly, String subPath) {}

    /** Amounts; empty means none is given. */
    public record Resources(Optional<Long> memoryBytes, Optional<Double> cpus) {
        public static final Resources NONE = new Resources(Optional.empty(), Optional.empty());
    }

    public record Probes(Optional<Probe> readiness, Optional<Probe> liveness, Optional<Probe> startup) {
        public static final Probes NONE = new Probes(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** When the engine asks a registry for the image; of several for one image the first counts. */
    public enum PullPolicy {
        ALWAYS,
        IF_NOT_PRESENT,
        NEVER
    }

    /** What is done in the container right after it started, and right before it is asked to end. */
    public record Lifecycle(Optional<Hook> afterStart, Optional<Hook> beforeStop) {
        public static final Lifecycle NONE = new Lifecycle(Optional.empty(), Optional.empty());
    }

    public sealed interface Hook permits ExecHook, HttpHook, SleepHook {}

    public record ExecHook(List<String> command) implements Hook {}

    public record HttpHook(Probe.HttpGet request) implements Hook {}

    public record SleepHook(Duration duration) implements Hook {}

    /**
     * {@code securityContext} of a container; what is empty is as the pod says.
     *
     * @param droppedCapabilities Linux capabilities without {@code CAP_}, or {@code ALL}
     * @param addedCapabilities likewise; only such as every container has without a word
     */
    public record Security(
            Optional<Long> user,
            Optional<Long> group,
            Optional<Boolean> nonRoot,
            boolean readOnlyRoot,
            boolean noNewPrivileges,
            List<String> droppedCapabilities,
            List<String> addedCapabilities) {
        public static final Security NONE =
                new Security(Optional.empty(), Optional.empty(), Optional.empty(), false, false, List.of(), List.of());

        public Security {
            droppedCapabilities = List.copyOf(droppedCapabilities);
            addedCapabilities = List.copyOf(addedCapabilities);
        }
    }

    public Container {
        command = List.copyOf(command);
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
        imports = List.copyOf(imports);
        ports = List.copyOf(ports);
        mounts = List.copyOf(mounts);
    }

    /** The number that a port reference means in this container; empty when it has no port of that name. */
    public OptionalInt resolve(PortReference reference) {
        if (reference.number().isPresent()) {
            return reference.number();
        }
        return ports.stream()
                .filter(port -> port.name().equals(Optional.of(reference.text())))
                .mapToInt(Port::number)
                .findFirst();
    }
}
