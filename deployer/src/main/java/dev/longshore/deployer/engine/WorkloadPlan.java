package dev.longshore.deployer.engine;

import dev.longshore.engine.ContainerSpec;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.name.Namespace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the replicas of a workload are to be made: all that they have in common.
 *
 * @param volumes the engine's volumes that have to exist
 * @param files the directories that have to exist
 * @param aliases the names that resolve to each replica, in the networks that it joins
 * @param readiness when a replica counts as ready
 * @param spec the fingerprint of what a replica is made from; equal for equal replicas, whatever release they belong to
 */
record WorkloadPlan(
        Workload workload,
        Container container,
        String imageId,
        Optional<List<String>> entrypoint,
        Optional<List<String>> command,
        Map<String, String> environment,
        List<ContainerSpec.Mount> mounts,
        List<ClaimVolume> volumes,
        List<FileTree> files,
        Map<Namespace, List<String>> aliases,
        ReadinessRule readiness,
        String spec) {
    /** A claim and the engine's volume that holds its data. */
    record ClaimVolume(String claim, String volume) {}

    WorkloadPlan withSpec(String fingerprint) {
        return new WorkloadPlan(
                workload,
                container,
                imageId,
                entrypoint,
                command,
                environment,
                mounts,
                volumes,
                files,
                aliases,
                readiness,
                fingerprint);
    }

    ObjectKey key() {
        return workload.key();
    }

    Namespace namespace() {
        return workload.key().namespace();
    }

    int replicas() {
        return workload.replicas();
    }

    /** The workload's name for people: with the namespace only where it is not the user's. */
    String title() {
        return namespace() == Namespace.USER
                ? key().name()
                : key().name() + "." + namespace().value();
    }
}
