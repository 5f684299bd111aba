package dev.longshore.deployer.engine.plan;

import dev.longshore.deployer.engine.files.FileTree;
import dev.longshore.project.manifest.Job;
import java.util.List;

/** How a Job is to run: once, when it is new or has changed. */
public record JobPlan(Job job, PodPlan pod) {
    List<FileTree> files() {
        return PodFiles.of(pod, job.completions());
    }

    /** Whether it has nothing to do in a release that comes after this one. */
    public boolean isDoneBy(ClusterPlan live) {
        return live.jobs().stream()
                .anyMatch(before -> before.pod().owner().equals(pod.owner())
                        && before.pod().spec().equals(pod.spec()));
    }
}
