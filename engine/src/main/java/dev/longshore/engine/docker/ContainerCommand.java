package dev.longshore.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.RestartPolicy;
import dev.longshore.engine.ContainerSpec;
import dev.longshore.engine.ContainerSpec.Attachment;
import dev.longshore.engine.ContainerSpec.HostMount;
import dev.longshore.engine.ContainerSpec.Restart;
import dev.longshore.engine.ContainerSpec.TemporaryMount;
import dev.longshore.engine.ContainerSpec.VolumeMount;
import java.util.List;
import java.util.Map;

/** Puts a container's specification into the engine's words. */
final class ContainerCommand {
    private static final Map<String, String> LOG_ROTATION = Map.of("max-size", "10m", "max-file", "3");
    private static final double NANO_CPUS = 1e9;

    private ContainerCommand() {}

    static CreateContainerCmd of(DockerClient client, ContainerSpec spec) {
        // The create call takes one network; the others are connected before the start.
        Attachment first = spec.attachments().get(0);
        CreateContainerCmd command = client.createContainerCmd(spec.image())
                .withName(spec.name())
                .withLabels(spec.labels())
                .withEnv(environment(spec.environment()))
                .withHostConfig(hostConfig(spec, first.network()));
        if (!first.aliases().isEmpty()) {
            command.withAliases(first.aliases());
        }
        first.address().ifPresent(command::withIpv4Address);
        spec.entrypoint().ifPresent(command::withEntrypoint);
        spec.command().ifPresent(command::withCmd);
        spec.workingDirectory().ifPresent(command::withWorkingDir);
        spec.user().ifPresent(command::withUser);
        return command;
    }

    private static HostConfig hostConfig(ContainerSpec spec, String network) {
        HostConfig host = HostConfig.newHostConfig()
                .withNetworkMode(network)
                .withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE, LOG_ROTATION))
                .withRestartPolicy(
                        spec.restart() == Restart.ALWAYS ? RestartPolicy.alwaysRestart() : RestartPolicy.noRestart())
                .withMounts(spec.mounts().stream().map(ContainerCommand::mount).toList())
                .withReadonlyRootfs(spec.hardening().readOnlyRoot());
        // Without swap of its own, as Kubernetes runs it: the limit is what the container gets.
        spec.limits().memoryBytes().ifPresent(bytes -> host.withMemory(bytes).withMemorySwap(bytes));
        spec.limits().cpus().ifPresent(cpus -> host.withNanoCPUs(Math.round(cpus * NANO_CPUS)));
        if (spec.hardening().dropAllCapabilities()) {
            host.withCapDrop(Capability.ALL);
        }
        if (spec.hardening().noNewPrivileges()) {
            host.withSecurityOpts(List.of("no-new-privileges"));
        }
        return host;
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
            return new Mount().withType(MountType.TMPFS).withTarget(temporary.path());
        }
        throw new IllegalArgumentException("a mount of an unknown kind");
    }
}
