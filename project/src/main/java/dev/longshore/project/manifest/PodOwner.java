package dev.longshore.project.manifest;

/** What runs pods. */
public sealed interface PodOwner extends KubernetesObject permits Workload, Job, CronJob {
    PodTemplate template();
}
