package dev.longshore.deployer.engine.plan;

import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PodTemplate;
import dev.longshore.project.manifest.PortReference;
import dev.longshore.project.manifest.Workload.StableIdentity;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the pods of a template are made: all that they have in common.
 *
 * @param containers in the order in which they start; the main ones start together
 * @param aliases the names that resolve to each pod, in the networks that it joins
 * @param spec the fingerprint of what a pod is made from; equal for equal pods, whatever release they belong to
 */
public record PodPlan(
        EnvironmentName environment,
        ObjectKey owner,
        PodTemplate template,
        List<ContainerPlan> containers,
        PodVolumes volumes,
        Map<Namespace, List<String>> aliases,
        Optional<StableIdentity> stable,
        String spec) {
    private static final int SPEC_DIGITS = 5;

    public PodPlan {
        containers = List.copyOf(containers);
    }

    PodPlan withSpec(String fingerprint) {
        return new PodPlan(environment, owner, template, containers, volumes, aliases, stable, fingerprint);
    }

    /** Those that stay up, or in a Job run to their end, beside each other. */
    public List<ContainerPlan> lasting() {
        return containers.stream().filter(plan -> plan.role().staysUp()).toList();
    }

    List<ContainerPlan> main() {
        return containers.stream().filter(plan -> plan.role() == Role.MAIN).toList();
    }

    /** Whether the containers need something that holds their network. */
    public boolean hasSandbox() {
        return containers.size() > 1;
    }

    public PodIdentity identity(int index, String address) {
        String name = stable.isPresent()
                ? owner.name() + "-" + index
                : owner.name() + "-" + spec.substring(0, SPEC_DIGITS) + "-" + index;
        return new PodIdentity(name, owner.namespace(), index, address);
    }

    public Optional<String> hostname(int index) {
        return stable.isPresent() ? Optional.of(owner.name() + "-" + index) : template.hostname();
    }

    /** The names of one pod: those of all, and in a StatefulSet one of its own under each of them. */
    public Map<Namespace, List<String>> aliases(int index) {
        if (stable.isEmpty()) {
            return aliases;
        }
        Map<Namespace, List<String>> own = new EnumMap<>(Namespace.class);
        aliases.forEach((namespace, names) -> {
            List<String> both = new ArrayList<>(names);
            names.stream()
                    .filter(name -> name.equals(stable.get().service())
                            || name.startsWith(stable.get().service() + "."))
                    .forEach(name -> both.add(owner.name() + "-" + index + "." + name));
            own.put(namespace, List.copyOf(both));
        });
        return own;
    }

    /** The container that has a port: the first that declares it, else the first. */
    public Container having(PortReference port) {
        return main().stream()
                .map(ContainerPlan::container)
                .filter(container -> container.ports().stream()
                        .anyMatch(declared -> declared.name().equals(Optional.of(port.text()))
                                || port.number().equals(OptionalInt.of(declared.number()))))
                .findFirst()
                .orElseGet(() -> main().get(0).container());
    }

    /** The number that a port reference means in these pods; empty when they have no port of that name. */
    OptionalInt resolve(PortReference port) {
        return having(port).resolve(port);
    }

    /** The owner's name for people: with the namespace only where it is not the user's. */
    public String title() {
        return owner.namespace() == Namespace.USER
                ? owner.name()
                : owner.name() + "." + owner.namespace().value();
    }
}
