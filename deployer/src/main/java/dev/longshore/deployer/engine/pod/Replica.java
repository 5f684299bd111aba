package dev.longshore.deployer.engine.pod;

import dev.longshore.deployer.engine.plan.ClusterPlan;
import dev.longshore.deployer.engine.plan.Labels;
import dev.longshore.deployer.engine.plan.PodPlan;
import dev.longshore.deployer.engine.plan.Role;
import dev.longshore.deployer.engine.plan.WorkloadPlan;
import dev.longshore.engine.ContainerState;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.name.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A pod: one replica of a workload, or one run of a Job.
 *
 * @param members its containers, running or not; the sandbox is first if there is one
 * @param owner the name of the workload or Job
 * @param index from 0
 * @param address its fixed address in its namespace's network, also while it is stopped
 * @param size how many of its containers stay up when it is whole
 */
public record Replica(
        List<Member> members,
        Namespace namespace,
        Kind kind,
        String owner,
        String spec,
        int index,
        String address,
        int size) {
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

    public Replica {
        members = members.stream().sorted(Comparator.comparing(Member::role)).toList();
    }

    /** What the containers of one pod have in common; empty when the container is no part of a pod. */
    public static Optional<String> pod(ContainerState state) {
        return Optional.ofNullable(state.labels().get(Labels.WORKLOAD))
                .map(workload -> state.labels().getOrDefault(Labels.POD, state.name()));
    }

    /** @param members the containers of one pod, at least one */
    public static Optional<Replica> of(List<ContainerState> members) {
        ContainerState first = members.get(0);
        String index = first.labels().getOrDefault(Labels.REPLICA, "");
        String size = first.labels().getOrDefault(Labels.SIZE, "1");
        Optional<Namespace> namespace = Namespace.of(first.labels().getOrDefault(Labels.NAMESPACE, ""));
        Optional<Kind> kind = Kind.of(first.labels().getOrDefault(Labels.KIND, Kind.DEPLOYMENT.value()));
        if (namespace.isEmpty() || kind.isEmpty() || !index.matches("[0-9]{1,6}") || !size.matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        return Optional.of(new Replica(
                members.stream().map(Member::of).toList(),
                namespace.get(),
                kind.get(),
                first.labels().getOrDefault(Labels.WORKLOAD, ""),
                first.labels().getOrDefault(Labels.SPEC, ""),
                Integer.parseInt(index),
                members.stream()
                        .map(state -> state.labels().getOrDefault(Labels.address(namespace.get()), ""))
                        .filter(address -> !address.isEmpty())
                        .findFirst()
                        .orElse(""),
                Integer.parseInt(size)));
    }

    /** The container that has the network; it lives as long as the pod. */
    public Member holder() {
        return members.get(0);
    }

    public String id() {
        return holder().id();
    }

    public Optional<Member> member(String container) {
        return members.stream()
                .filter(member -> member.role() != Role.SANDBOX)
                .filter(member -> member.container().equals(container) || members.size() == 1)
                .findFirst();
    }

    /** Those that stay up. */
    List<Member> lasting() {
        return members.stream().filter(member -> member.role().staysUp()).toList();
    }

    /** Whether all of it runs. */
    public boolean isRunning() {
        return holder().isRunning()
                && lasting().stream().filter(Member::isRunning).count() == size;
    }

    /** Whether any of it runs or will by itself, so that nobody else may open what it has open. */
    public boolean isActive() {
        return members.stream().anyMatch(Member::isActive);
    }

    /** The container that tells most about why the pod doesn't run; if it does, any. */
    public Member worst() {
        return members.stream()
                .filter(member -> member.role() == Role.INIT ? !member.hasSucceeded() : !member.isRunning())
                .filter(member -> member.role() != Role.SANDBOX)
                .findFirst()
                .or(() -> lasting().stream()
                        .max(Comparator.comparingInt(member -> member.state().restarts())))
                .orElse(holder());
    }

    /** How often its containers were restarted, in all. */
    public int restarts() {
        return members.stream().mapToInt(member -> member.state().restarts()).sum();
    }

    /** When the last of its containers was started. */
    public Optional<Instant> startedAt() {
        return lasting().stream()
                .flatMap(member -> member.state().startedAt().stream())
                .max(Comparator.naturalOrder());
    }

    /** Whether this is one of the owner's, of any generation. */
    public boolean belongsTo(PodPlan plan) {
        return namespace == plan.owner().namespace()
                && kind == plan.owner().kind()
                && owner.equals(plan.owner().name());
    }

    public boolean belongsTo(WorkloadPlan plan) {
        return belongsTo(plan.pod());
    }

    /** Whether this is made as the plan wants it. */
    public boolean matches(PodPlan plan) {
        return belongsTo(plan) && spec.equals(plan.spec());
    }

    /** Whether the plan wants this. */
    public boolean matches(WorkloadPlan plan) {
        return matches(plan.pod()) && index < plan.replicas();
    }

    /** Whether the plan wants this. Runs of a CronJob are wanted also when they were made from another version of it. */
    public boolean isWantedBy(ClusterPlan plan) {
        return plan.workloads().stream().anyMatch(this::matches)
                || plan.jobs().stream().anyMatch(job -> matches(job.pod()))
                || plan.cronJobs().stream().anyMatch(cron -> belongsTo(cron.pod()));
    }

    /** How long it may take to end. */
    public Duration grace() {
        String seconds = holder().state().labels().getOrDefault(Labels.GRACE, "");
        return seconds.matches("[0-9]{1,4}") ? Duration.ofSeconds(Long.parseLong(seconds)) : DEFAULT_GRACE;
    }

    /** The name for people: the container's without environment, namespace and its own; a StatefulSet's pod keeps its. */
    public String pod() {
        if (kind == Kind.STATEFUL_SET) {
            return owner + "-" + index;
        }
        String name = pod(holder().state()).orElse("");
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
