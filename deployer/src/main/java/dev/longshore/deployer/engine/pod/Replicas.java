package dev.longshore.deployer.engine.pod;

import dev.longshore.deployer.engine.network.Attachments;
import dev.longshore.deployer.engine.plan.ContainerPlan;
import dev.longshore.deployer.engine.plan.Labels;
import dev.longshore.deployer.engine.plan.PodIdentity;
import dev.longshore.deployer.engine.plan.PodPlan;
import dev.longshore.deployer.engine.plan.PodVolumes;
import dev.longshore.deployer.engine.plan.Role;
import dev.longshore.engine.ContainerSpec;
import dev.longshore.engine.Engine;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.name.Namespace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes and removes the containers of pods. */
public final class Replicas {
    /** Does nothing, with what every image of HAProxy has. */
    private static final List<String> IDLE = List.of("tail", "-f", "/dev/null");

    private static final String NOBODY = "99:99";

    private final Engine engine;
    private final String sandboxImage;

    public Replicas(Engine engine, String sandboxImage) {
        this.engine = engine;
        this.sandboxImage = sandboxImage;
    }

    /**
     * Makes the container of a pod that has its network, without starting it: its sandbox, or the only container. Returns
     * its id.
     *
     * @param marks labels of this pod alone
     */
    public String create(
            PodPlan plan, int index, Map<Namespace, String> addresses, Set<String> names, Map<String, String> marks) {
        String pod = ContainerNames.ofPod(plan.environment(), plan, index, names);
        Map<String, String> labels = labels(plan, index, pod);
        labels.putAll(marks);
        addresses.forEach((namespace, address) -> labels.put(Labels.address(namespace), address));
        String address =
                Optional.ofNullable(addresses.get(plan.owner().namespace())).orElse("");
        PodIdentity identity = plan.identity(index, address);
        ensureScratch(plan, identity, pod);
        ContainerSpec.Attached network = new ContainerSpec.Attached(
                Attachments.of(plan.environment(), plan.owner().namespace(), addresses, plan.aliases(index)),
                plan.hostname(index),
                plan.template().hosts(),
                List.of());
        return engine.containers()
                .create(
                        plan.hasSandbox()
                                ? sandbox(plan, pod, identity, labels, network)
                                : container(plan.containers().get(0), pod, identity, labels, network));
    }

    /** Makes another container of a pod, without starting it; returns its id. */
    public String create(Replica replica, PodPlan plan, ContainerPlan container) {
        String pod = Replica.pod(replica.holder().state()).orElseThrow();
        return engine.containers()
                .create(container(
                        container,
                        ContainerNames.ofMember(pod, container.name()),
                        plan.identity(replica.index(), replica.address()),
                        labels(plan, replica.index(), pod),
                        new ContainerSpec.Joined(replica.id(), plan.template().sharesProcesses())));
    }

    /** Removes a pod with its scratch space. It must have been stopped. */
    public void remove(Replica replica) {
        List<Member> fromLast = new ArrayList<>(replica.members());
        Collections.reverse(fromLast);
        fromLast.forEach(member -> engine.containers().remove(member.id()));
        String pod = Replica.pod(replica.holder().state()).orElseThrow();
        engine.volumes().list(Map.of(Labels.POD, pod)).forEach(engine.volumes()::remove);
    }

    private static Map<String, String> labels(PodPlan plan, int index, String pod) {
        Map<String, String> labels = new TreeMap<>(Labels.of(plan.environment()));
        labels.put(Labels.NAMESPACE, plan.owner().namespace().value());
        labels.put(Labels.KIND, plan.owner().kind().value());
        labels.put(Labels.WORKLOAD, plan.owner().name());
        labels.put(Labels.SPEC, plan.spec());
        labels.put(Labels.REPLICA, Integer.toString(index));
        labels.put(
                Labels.GRACE, Long.toString(plan.template().terminationGrace().toSeconds()));
        labels.put(Labels.SIZE, Integer.toString(plan.lasting().size()));
        labels.put(Labels.POD, pod);
        return labels;
    }

    private void ensureScratch(PodPlan plan, PodIdentity pod, String name) {
        Map<String, String> labels =
                Map.of(Labels.ENVIRONMENT, plan.environment().value(), Labels.POD, name);
        plan.volumes()
                .shared(pod)
                .forEach(scratch -> engine.volumes().ensureInMemory(scratch.volume(), labels, scratch.sizeBytes()));
    }

    /** It mounts what the containers share, which is lost when nobody mounts it. */
    private ContainerSpec sandbox(
            PodPlan plan, String name, PodIdentity pod, Map<String, String> labels, ContainerSpec.Network network) {
        List<ContainerSpec.Mount> mounts = new ArrayList<>();
        for (PodVolumes.Scratch scratch : plan.volumes().shared(pod)) {
            mounts.add(new ContainerSpec.VolumeMount(scratch.volume(), scratch.path(), true));
        }
        Map<String, String> own = new TreeMap<>(labels);
        own.put(Labels.ROLE, Role.SANDBOX.label());
        return new ContainerSpec(
                name,
                sandboxImage,
                new ContainerSpec.Program(
                        Optional.of(IDLE),
                        Optional.empty(),
                        Optional.of("/"),
                        Optional.of(NOBODY),
                        List.of(),
                        Map.of()),
                own,
                network,
                mounts,
                ContainerSpec.Limits.NONE,
                ContainerSpec.Restart.ALWAYS,
                new ContainerSpec.Hardening(true, true, List.of("ALL"), List.of()));
    }

    private static ContainerSpec container(
            ContainerPlan plan,
            String name,
            PodIdentity pod,
            Map<String, String> labels,
            ContainerSpec.Network network) {
        Container container = plan.container();
        Map<String, String> own = new TreeMap<>(labels);
        own.put(Labels.CONTAINER, plan.name());
        own.put(Labels.ROLE, plan.role().label());
        container
                .lifecycle()
                .beforeStop()
                .ifPresent(hook -> own.put(Labels.BEFORE_STOP, StopHook.write(container, hook)));
        return new ContainerSpec(
                name,
                plan.imageId(),
                plan.program(pod),
                own,
                network,
                plan.mounts(pod),
                plan.limits(),
                plan.restart(),
                plan.hardening());
    }
}
