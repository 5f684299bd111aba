package dev.longshore.deployer.engine.plan;

import dev.longshore.deployer.engine.files.Fingerprint;
import dev.longshore.engine.ContainerSpec;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.PodSecurity;
import dev.longshore.project.manifest.PodTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a container of a template's pods is made.
 *
 * @param restart what the engine does when it ends
 */
public record ContainerPlan(
        Container container,
        Role role,
        String imageId,
        ContainerSpec.Restart restart,
        PodTemplate template,
        PodEnvironment variables,
        PodVolumes volumes) {
    public String name() {
        return container.name();
    }

    public ContainerSpec.Program program(PodIdentity pod) {
        Map<String, String> environment = variables.of(container, pod);
        return new ContainerSpec.Program(
                expanded(container.command(), environment),
                expanded(container.arguments(), environment),
                container.workingDirectory(),
                user(),
                groups(),
                environment);
    }

    public List<ContainerSpec.Mount> mounts(PodIdentity pod) {
        return volumes.mounts(container, pod);
    }

    public ContainerSpec.Limits limits() {
        return new ContainerSpec.Limits(
                container.limits().memoryBytes(), container.limits().cpus());
    }

    public ContainerSpec.Hardening hardening() {
        Container.Security security = container.security();
        return new ContainerSpec.Hardening(
                security.readOnlyRoot(),
                security.noNewPrivileges(),
                security.droppedCapabilities(),
                security.addedCapabilities());
    }

    /** Whether the container must not run as root. */
    public boolean mustNotBeRoot() {
        return container.security().nonRoot().orElse(template.security().nonRoot());
    }

    /** Adds all that makes a container of this plan different from others, but for which pod it is in. */
    void addTo(Fingerprint fingerprint, PodIdentity any) {
        ContainerSpec.Program program = program(any);
        fingerprint
                .add(name())
                .add(role.label())
                .add(imageId)
                .addAll(program.entrypoint().orElse(List.of()))
                .addAll(program.command().orElse(List.of()))
                .add(program.workingDirectory().orElse(""))
                .add(program.user().orElse(""))
                .addAll(program.groups())
                .addAll(program.environment())
                .addAll(volumes.contents(container, any))
                .add(container.limits().toString())
                .add(container.probes().toString())
                .add(container.lifecycle().toString())
                .add(hardening().toString());
    }

    /** The container's own user and group where it says one, else the pod's. */
    public Optional<String> user() {
        PodSecurity pod = template.security();
        Container.Security own = container.security();
        Optional<Long> group = own.group().or(pod::group);
        Optional<Long> user = own.user().or(pod::user);
        if (user.isEmpty()) {
            return group.map(id -> "0:" + id);
        }
        return user.map(id -> id + ":" + group.orElse(0L));
    }

    private List<String> groups() {
        PodSecurity pod = template.security();
        return Stream.concat(pod.supplementaryGroups().stream(), pod.filesGroup().stream())
                .map(String::valueOf)
                .distinct()
                .toList();
    }

    private static Optional<List<String>> expanded(List<String> words, Map<String, String> variables) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        List<String> expanded = new ArrayList<>();
        words.forEach(word -> expanded.add(VariableExpansion.expand(word, variables)));
        return Optional.of(List.copyOf(expanded));
    }
}
