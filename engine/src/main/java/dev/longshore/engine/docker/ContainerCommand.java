package dev.longshore.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.TmpfsOptions;
import dev.longshore.engine.ContainerSpec;
import dev.longshore.engine.ContainerSpec.Attached;
import dev.longshore.engine.ContainerSpec.Attachment;
import dev.longshore.engine.ContainerSpec.Hardening;
import dev.longshore.engine.ContainerSpec.HostMount;
import dev.longshore.engine.ContainerSpec.Joined;
import dev.longshore.engine.ContainerSpec.OfMachine;
import dev.longshore.engine.ContainerSpec.PublishedPort;
import dev.longshore.engine.ContainerSpec.Restart;
import dev.longshore.engine.ContainerSpec.TemporaryMount;
import dev.longshore.engine.ContainerSpec.VolumeMount;
import java.util.List;
import java.util.Map;

/** Puts a container's specification into the engine's words. */
final class ContainerCommand {
    private static final Map<String, String> LOG_ROTATION = Map.of("max-size", "10m", "max-file", "3");
    private static final double NANO_CPUS = 1e9;

    /** As every temporary directory. */
    private static final int OPEN_TO_ALL = 01777;

    private ContainerCommand() {}

    static CreateContainerCmd of(DockerClient client, ContainerSpec spec, boolean isPodman) {
        ContainerSpec.Program program = spec.program();
        CreateContainerCmd command = client.createContainerCmd(spec.image())
                .withName(spec.name())
                .withLabels(spec.labels())
                .withEnv(environment(program.environment()));
        HostConfig host = hostConfig(spec);
        if (spec.network() instanceof Attached attached) {
            attach(command, host, attached);
        } else if (spec.network() instanceof Joined joined) {
            host.withNetworkMode("container:" + joined.container());
            if (isPodman) {
                // With Docker the host name comes with the network.
                host.withUtSMode("container:" + joined.container());
            }
            if (joined.sharesProcesses()) {
                host.withPidMode("container:" + joined.container());
            }
        } else if (spec.network() instanceof OfMachine) {
            host.withNetworkMode("host");
        }
        program.entrypoint().ifPresent(command::withEntrypoint);
        program.command().ifPresent(command::withCmd);
        program.workingDirectory().ifPresent(command::withWorkingDir);
        program.user().ifPresent(command::withUser);
        return command.withHostConfig(host);
    }

    /** The create call takes one network; the others are connected before the start. */
    private static void attach(CreateContainerCmd command, HostConfig host, Attached attached) {
        // Docker's default, which Podman doesn't share: with it no program needs root for port 80.
        host.withSysctls(Map.of("net.ipv4.ip_unprivileged_port_start", "0"));
        Attachment first = attached.attachments().get(0);
        host.withNetworkMode(first.network());
        if (!first.aliases().isEmpty()) {
            command.withAliases(first.aliases());
        }
        first.address().ifPresent(command::withIpv4Address);
        attached.hostname().ifPresent(command::withHostName);
        host.withExtraHosts(attached.hosts().entrySet().stream()
                .map(line -> line.getKey() + ":" + line.getValue())
                .toArray(String[]::new));
        Ports ports = new Ports();
        for (PublishedPort port : attached.published()) {
            ports.bind(ExposedPort.tcp(port.port()), Ports.Binding.bindIpAndPort(port.hostAddress(), port.hostPort()));
        }
        if (!attached.published().isEmpty()) {
            command.withExposedPorts(attached.published().stream()
                    .map(port -> ExposedPort.tcp(port.port()))
                    .toList());
            host.withPortBindings(ports);
        }
    }

    private static HostConfig hostConfig(ContainerSpec spec) {
        Hardening hardening = spec.hardening();
        HostConfig host = HostConfig.newHostConfig()
                .withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE, LOG_ROTATION))
                .withRestartPolicy(restart(spec.restart()))
                .withMounts(spec.mounts().stream().map(ContainerCommand::mount).toList())
                .withGroupAdd(spec.program().groups())
                .withCapDrop(capabilities(hardening.droppedCapabilities()))
                .withCapAdd(capabilities(hardening.addedCapabilities()))
                .withReadonlyRootfs(hardening.readOnlyRoot());
        // Without swap of its own, as Kubernetes runs it: the limit is what the container gets.
        spec.limits().memoryBytes().ifPresent(bytes -> host.withMemory(bytes).withMemorySwap(bytes));
        spec.limits().cpus().ifPresent(cpus -> host.withNanoCPUs(Math.round(cpus * NANO_CPUS)));
        if (hardening.noNewPrivileges()) {
            host.withSecurityOpts(List.of("no-new-privileges"));
        }
        return host;
    }

    private static RestartPolicy restart(Restart restart) {
        return switch (restart) {
            case NEVER -> RestartPolicy.noRestart();
            case ALWAYS -> RestartPolicy.alwaysRestart();
            case ON_FAILURE -> RestartPolicy.onFailureRestart(0);
        };
    }

    private static Capability[] capabilities(List<String> names) {
        return names.stream().map(Capability::valueOf).toArray(Capability[]::new);
    }

    private static List<String> environment(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .sorted()
                .toList();
    }

    private static Mount mount(ContainerSpec.Mount mount) {
        if (mount instanceof VolumeMount volume) {
            return new Mount()
                    .withType(MountType.VOLUME)
                    .withSource(volume.volume())
                    .withTarget(volume.path())
                    .withReadOnly(volume.readOnly());
        }
        if (mount instanceof HostMount host) {
            return new Mount()
                    .withType(MountType.BIND)
                    .withSource(host.hostPath())
                    .withTarget(host.path())
                    .withReadOnly(host.readOnly());
        }
        if (mount instanceof TemporaryMount temporary) {
            Mount scratch = new Mount().withType(MountType.TMPFS).withTarget(temporary.path());
            // Podman takes a mode that isn't named for "nobody may", where Docker takes it for the usual one.
            return temporary
                    .sizeBytes()
                    .map(bytes -> scratch.withTmpfsOptions(
                            new TmpfsOptions().withSizeBytes(bytes).withMode(OPEN_TO_ALL)))
                    .orElse(scratch);
        }
        throw new IllegalArgumentException("a mount of an unknown kind");
    }
}
