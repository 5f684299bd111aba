package dev.longshore.deployer.engine;

import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.release.Release;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All that a release wants of the engine. */
record ClusterPlan(Release release, List<WorkloadPlan> workloads, List<ServicePlan> services) {
    ClusterPlan {
        workloads = List.copyOf(workloads);
        services = List.copyOf(services);
    }

    Optional<WorkloadPlan> workload(ObjectKey key) {
        return workloads.stream().filter(plan -> plan.key().equals(key)).findFirst();
    }

    List<ServicePlan> selecting(WorkloadPlan workload) {
        return services.stream()
                .filter(service -> service.workloads().contains(workload))
                .toList();
    }

    boolean wants(Proxy proxy) {
        return services.stream()
                .anyMatch(service ->
                        proxy.belongsTo(service.proxy()) && proxy.spec().equals(service.spec()));
    }

    /** The hashes of the volumes' files. */
    Set<String> files() {
        return workloads.stream()
                .flatMap(plan -> plan.files().stream())
                .map(FileTree::hash)
                .collect(Collectors.toUnmodifiableSet());
    }
}
