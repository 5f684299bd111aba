package dev.longshore.deployer.engine.plan;

import dev.longshore.deployer.engine.files.FileTree;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.name.Namespace;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a workload is to run.
 *
 * @param readiness when a replica counts as ready
 */
public record WorkloadPlan(Workload workload, PodPlan pod, ReadinessRule readiness) {
    /** A claim and the engine's volume that holds its data. */
    public record ClaimVolume(String claim, String volume) {}

    public ObjectKey key() {
        return workload.key();
    }

    public Namespace namespace() {
        return workload.key().namespace();
    }

    public int replicas() {
        return workload.replicas();
    }

    public String spec() {
        return pod.spec();
    }

    /** The containers that stay up. */
    public List<Container> containers() {
        return pod.lasting().stream().map(ContainerPlan::container).toList();
    }

    /** Whether a replica starts only when the one before it is ready. */
    public boolean isOrdered() {
        return workload.identity().filter(identity -> identity.ordered()).isPresent();
    }

    /** The claims of all replicas. */
    public List<ClaimVolume> claims() {
        return IntStream.range(0, replicas())
                .boxed()
                .flatMap(index -> pod.volumes().claims(index).stream())
                .distinct()
                .toList();
    }

    /** The files that all replicas mount. */
    public List<FileTree> files() {
        return PodFiles.of(pod, replicas());
    }

    public String title() {
        return pod.title();
    }
}
