package dev.longshore.deployer.engine.plan;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.files.ClaimDirectory;
import dev.longshore.deployer.engine.files.ConfigFiles;
import dev.longshore.project.manifest.KubernetesObject;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.reader.ManifestReader;
import dev.longshore.project.problem.Problem;
import dev.longshore.project.problem.Problems;
import dev.longshore.project.release.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes the plan of a release. */
public final class ClusterPlanner {
    private final ConfigFiles files;
    private final ClaimDirectory claims;
    private final String proxyImage;
    private final Function<ProxyPlan, String> proxyFingerprint;

    /** @param proxyFingerprint changes when a proxy has to be replaced */
    public ClusterPlanner(
            ConfigFiles files, ClaimDirectory claims, String proxyImage, Function<ProxyPlan, String> proxyFingerprint) {
        this.files = files;
        this.claims = claims;
        this.proxyImage = proxyImage;
        this.proxyFingerprint = proxyFingerprint;
    }

    /** @throws RolloutException when the release can't be understood or lacks something that it needs */
    public ClusterPlan plan(Release release) {
        ReleaseObjects objects = read(release);
        PodPlanner pods = new PodPlanner(release.environment(), objects, release.images(), files, claims, proxyImage);
        WorkloadPlanner workloadPlanner = new WorkloadPlanner(objects, pods);
        List<WorkloadPlan> workloads =
                objects.workloads().stream().map(workloadPlanner::plan).toList();
        List<JobPlan> jobs = objects.jobs().stream()
                .map(job -> new JobPlan(job, pods.plan(job)))
                .toList();
        List<CronPlan> cronJobs = objects.cronJobs().stream()
                .map(cron -> new CronPlan(cron, pods.plan(cron)))
                .toList();
        ServicePlanner servicePlanner =
                new ServicePlanner(release.environment(), workloads, release.routes(), proxyFingerprint);
        List<ServicePlan> services = objects.services().stream()
                .map(servicePlanner::plan)
                .flatMap(Optional::stream)
                .toList();
        return new ClusterPlan(release, workloads, jobs, cronJobs, services);
    }

    static ReleaseObjects read(Release release) {
        Problems problems = new Problems();
        List<KubernetesObject> objects = new ArrayList<>();
        for (Manifest manifest : release.objects()) {
            ManifestReader.read(manifest, problems).ifPresent(objects::add);
        }
        if (problems.hasErrors()) {
            Problem first =
                    problems.all().stream().filter(Problem::isError).findFirst().orElseThrow();
            throw new RolloutException(first.toString());
        }
        return new ReleaseObjects(objects);
    }
}
