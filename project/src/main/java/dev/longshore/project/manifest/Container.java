package dev.longshore.project.manifest;

import dev.longshore.project.problem.Position;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One container of a pod.
 *
 * @param command replaces the image's entrypoint (and drops the image's command) unless empty
 * @param arguments replace the image's command unless empty
 */
public record Container(
        String name,
        Position position,
        String image,
        List<String> command,
        List<String> arguments,
        Optional<String> workingDirectory,
        List<Environment.Variable> environment,
        List<Environment.Import> imports,
        List<Port> ports,
        List<Mount> mounts,
        Resources limits,
        Probes probes) {
    public record Port(Optional<String> name, int number) {}

    /** @param subPath the file or directory of the volume to mount instead of the whole; empty for the whole */
    public record Mount(String volume, String path, boolean readOnly, String subPath) {}

    /** Upper limits; empty means none. */
    public record Resources(Optional<Long> memoryBytes, Optional<Double> cpus) {
        public static final Resources NONE = new Resources(Optional.empty(), Optional.empty());
    }

    public record Probes(Optional<Probe> readiness, Optional<Probe> liveness, Optional<Probe> startup) {
        public static final Probes NONE = new Probes(Optional.empty(), Optional.empty(), Optional.empty());
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
