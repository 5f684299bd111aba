package dev.longshore.deployer.engine.plan;

import dev.longshore.deployer.engine.files.FileTree;
import dev.longshore.project.manifest.CronJob;
import java.util.List;

/** How the runs of a CronJob are to be made. */
public record CronPlan(CronJob cronJob, PodPlan pod) {
    public List<FileTree> files() {
        return PodFiles.of(pod, cronJob.job().completions());
    }
}
