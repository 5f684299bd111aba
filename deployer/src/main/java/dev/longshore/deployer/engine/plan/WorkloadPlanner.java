package dev.longshore.deployer.engine.plan;

import dev.longshore.project.manifest.Workload;

/** Makes the plan of a workload from the objects of its release. It asks no engine and changes nothing. */
public final class WorkloadPlanner {
    private final ReleaseObjects objects;
    private final PodPlanner pods;

    public WorkloadPlanner(ReleaseObjects objects, PodPlanner pods) {
        this.objects = objects;
        this.pods = pods;
    }

    public WorkloadPlan plan(Workload workload) {
        PodPlan pod = pods.plan(workload);
        return new WorkloadPlan(workload, pod, ReadinessRule.of(pod, objects.selecting(workload)));
    }
}
