package dev.longshore.deployer.engine;

import dev.longshore.deployer.NoSuchPodException;
import dev.longshore.deployer.PodQuery;
import dev.longshore.deployer.PodStatus;
import dev.longshore.engine.ContainerState;
import dev.longshore.project.manifest.Container;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The pods of a workload, for those who look into one. */
final class Pods {
    private final WorkloadPlan workload;
    private final List<Replica> replicas;

    Pods(WorkloadPlan workload, Inventory inventory) {
        this.workload = workload;
        this.replicas = inventory.matching(workload);
    }

    List<PodStatus> statuses() {
        return replicas.stream().map(this::status).toList();
    }

    /** The one that is named, else all, running or not. */
    List<Replica> meant(PodQuery query) {
        requireContainer(query);
        return query.pod().map(name -> List.of(find(name))).orElse(replicas);
    }

    /** The engine's container that is meant, which runs. */
    String container(PodQuery query) {
        requireContainer(query);
        return running(query.pod()).id();
    }

    /** The address of a pod that runs. */
    String address(Optional<String> name) {
        return running(name).address();
    }

    private void requireContainer(PodQuery query) {
        List<String> names = containers();
        query.container().filter(name -> !names.contains(name)).ifPresent(name -> {
            throw new NoSuchPodException(
                    workload.title() + " has no container " + name + "; it has " + String.join(", ", names));
        });
    }

    private Replica running(Optional<String> name) {
        if (name.isPresent()) {
            Replica pod = find(name.get());
            if (!pod.isRunning()) {
                throw new NoSuchPodException("pod " + name.get() + " doesn't run: " + Endings.describe(pod.state()));
            }
            return pod;
        }
        return replicas.stream()
                .filter(Replica::isRunning)
                .findFirst()
                .orElseThrow(() -> new NoSuchPodException("no pod of " + workload.title() + " runs; see: hasura"
                        + " microservice status " + workload.key().name()));
    }

    private Replica find(String name) {
        return replicas.stream()
                .filter(replica -> replica.pod().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchPodException(workload.title() + " has no pod " + name + "; "
                        + (replicas.isEmpty()
                                ? "it has none"
                                : "it has "
                                        + replicas.stream().map(Replica::pod).collect(Collectors.joining(", ")))));
    }

    private PodStatus status(Replica pod) {
        ContainerState state = pod.state();
        PodStatus.State shown = switch (state.status()) {
            case RUNNING -> PodStatus.State.RUNNING;
            case CREATED -> PodStatus.State.PENDING;
            case RESTARTING, PAUSED -> PodStatus.State.ERROR;
            case EXITED, DEAD -> PodStatus.State.FAILED;
        };
        return new PodStatus(
                pod.pod(),
                shown,
                state.restarts(),
                state.createdAt(),
                state.startedAt(),
                containers(),
                shown == PodStatus.State.RUNNING || shown == PodStatus.State.PENDING ? "" : Endings.describe(state));
    }

    private List<String> containers() {
        return workload.workload().template().containers().stream()
                .map(Container::name)
                .toList();
    }
}
