package dev.longshore.deployer.engine.status;

import dev.longshore.deployer.NoSuchPodException;
import dev.longshore.deployer.PodQuery;
import dev.longshore.deployer.PodStatus;
import dev.longshore.deployer.engine.cluster.Inventory;
import dev.longshore.deployer.engine.plan.ClusterPlan;
import dev.longshore.deployer.engine.plan.ContainerPlan;
import dev.longshore.deployer.engine.plan.PodPlan;
import dev.longshore.deployer.engine.plan.Role;
import dev.longshore.deployer.engine.pod.Endings;
import dev.longshore.deployer.engine.pod.Member;
import dev.longshore.deployer.engine.pod.Replica;
import dev.longshore.engine.ContainerState;
import dev.longshore.project.manifest.ObjectKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The pods of a workload, Job or CronJob, for those who look into one. */
public final class Pods {
    private final PodPlan plan;
    private final List<Replica> replicas;

    private Pods(PodPlan plan, List<Replica> replicas) {
        this.plan = plan;
        this.replicas = replicas;
    }

    /** @throws IllegalArgumentException when the release has no such owner of pods */
    public static Pods of(ClusterPlan release, ObjectKey owner, Inventory inventory) {
        PodPlan plan = release.pods(owner)
                .orElseThrow(() -> new IllegalArgumentException(
                        "release " + release.release().number() + " has no " + owner));
        return new Pods(
                plan,
                inventory.replicas().stream()
                        .filter(replica -> replica.belongsTo(plan) && replica.isWantedBy(release))
                        .toList());
    }

    public List<PodStatus> statuses() {
        return replicas.stream().map(this::status).toList();
    }

    /** The one that is named, else all, running or not. */
    public List<Replica> meant(PodQuery query) {
        requireContainer(query);
        return query.pod().map(name -> List.of(find(name))).orElse(replicas);
    }

    /** The engine's container that is meant, which runs. */
    public String container(PodQuery query) {
        requireContainer(query);
        if (query.pod().isPresent()) {
            Member member = logged(find(query.pod().get()), query.container());
            if (!member.isRunning()) {
                throw notRunning(query.pod().get(), member);
            }
            return member.id();
        }
        return replicas.stream()
                .map(pod -> logged(pod, query.container()))
                .filter(Member::isRunning)
                .map(Member::id)
                .findFirst()
                .orElseThrow(this::noneRuns);
    }

    /** The container of that name; without a name the first of the pod's own, unless it hasn't come to be yet. */
    static Member logged(Replica pod, Optional<String> container) {
        Optional<Member> named = container.flatMap(pod::member);
        return named.orElseGet(() -> pod.members().stream()
                .filter(member -> member.role() == Role.MAIN)
                .findFirst()
                .orElse(pod.worst()));
    }

    /** The address of a pod that runs. */
    public String address(Optional<String> name) {
        return running(name).address();
    }

    private void requireContainer(PodQuery query) {
        List<String> names = containers();
        query.container().filter(name -> !names.contains(name)).ifPresent(name -> {
            throw new NoSuchPodException(
                    plan.title() + " has no container " + name + "; it has " + String.join(", ", names));
        });
    }

    private Replica running(Optional<String> name) {
        if (name.isEmpty()) {
            return replicas.stream().filter(Replica::isRunning).findFirst().orElseThrow(this::noneRuns);
        }
        Replica pod = find(name.get());
        if (!pod.isRunning()) {
            throw notRunning(name.get(), pod.worst());
        }
        return pod;
    }

    private static NoSuchPodException notRunning(String pod, Member member) {
        return new NoSuchPodException("pod " + pod + " doesn't run: " + Endings.describe(member.state()));
    }

    private NoSuchPodException noneRuns() {
        return new NoSuchPodException("no pod of " + plan.title() + " runs; see: hasura microservice status "
                + plan.owner().name() + plan.owner().namespace().option());
    }

    private Replica find(String name) {
        return replicas.stream()
                .filter(replica -> replica.pod().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchPodException(plan.title() + " has no pod " + name + "; "
                        + (replicas.isEmpty()
                                ? "it has none"
                                : "it has "
                                        + replicas.stream().map(Replica::pod).collect(Collectors.joining(", ")))));
    }

    private PodStatus status(Replica pod) {
        ContainerState state = pod.worst().state();
        PodStatus.State shown = switch (state.status()) {
            case RUNNING -> PodStatus.State.RUNNING;
            case CREATED -> PodStatus.State.PENDING;
            case RESTARTING, PAUSED -> PodStatus.State.ERROR;
            case EXITED, DEAD -> PodStatus.State.FAILED;
        };
        return new PodStatus(
                pod.pod(),
                shown,
                pod.restarts(),
                state.createdAt(),
                state.startedAt(),
                containers(),
                shown == PodStatus.State.RUNNING || shown == PodStatus.State.PENDING ? "" : Endings.describe(state));
    }

    private List<String> containers() {
        return plan.containers().stream()
                .sorted(Comparator.comparing((ContainerPlan container) -> container.role() != Role.MAIN))
                .map(ContainerPlan::name)
                .toList();
    }
}
