package dev.longshore.deployer.engine.plan;

import dev.longshore.deployer.engine.files.FileTree;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.release.Release;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that a release wants of the engine. */
public record ClusterPlan(
        Release release,
        List<WorkloadPlan> workloads,
        List<JobPlan> jobs,
        List<CronPlan> cronJobs,
        List<ServicePlan> services) {
    public ClusterPlan {
        workloads = List.copyOf(workloads);
        jobs = List.copyOf(jobs);
        cronJobs = List.copyOf(cronJobs);
        services = List.copyOf(services);
    }

    public Optional<WorkloadPlan> workload(ObjectKey key) {
        return workloads.stream().filter(plan -> plan.key().equals(key)).findFirst();
    }

    /** How the pods of a workload, Job or CronJob are made. */
    public Optional<PodPlan> pods(ObjectKey owner) {
        return pods().filter(plan -> plan.owner().equals(owner)).findFirst();
    }

    public Stream<PodPlan> pods() {
        return Stream.of(
                        workloads.stream().map(WorkloadPlan::pod),
                        jobs.stream().map(JobPlan::pod),
                        cronJobs.stream().map(CronPlan::pod))
                .flatMap(plans -> plans);
    }

    public List<ServicePlan> selecting(WorkloadPlan workload) {
        return services.stream()
                .filter(service -> service.workloads().contains(workload))
                .toList();
    }

    /** The files of volumes. */
    public Stream<FileTree> trees() {
        return Stream.of(
                        workloads.stream().flatMap(plan -> plan.files().stream()),
                        jobs.stream().flatMap(plan -> plan.files().stream()),
                        cronJobs.stream().flatMap(plan -> plan.files().stream()))
                .flatMap(trees -> trees);
    }

    /** The hashes of the volumes' files. */
    public Set<String> files() {
        return trees().map(FileTree::hash).collect(Collectors.toUnmodifiableSet());
    }
}
