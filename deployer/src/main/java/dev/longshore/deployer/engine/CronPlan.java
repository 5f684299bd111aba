package dev.longshore.deployer.engine;

import dev.longshore.project.manifest.CronJob;
import java.util.List;

/** How the runs of a CronJob are to be made. */
record CronPlan(CronJob cronJob, PodPlan pod) {
    List<FileTree> files() {
        return PodFiles.of(pod, cronJob.job().completions());
    }
}
