package dev.longshore.deployer.engine;

import dev.longshore.engine.Volumes;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import java.util.List;
import java.util.Map;

/** The volumes that hold the data of claims. Nothing here removes one. */
final class ClaimVolumes {
    private final Volumes volumes;

    ClaimVolumes(Volumes volumes) {
        this.volumes = volumes;
    }

    /** The dots keep two environments apart whose names and claims run together when joined by '-'. */
    static String name(EnvironmentName environment, Namespace namespace, String claim) {
        return "longshore-" + environment.value() + "." + namespace.value() + "." + claim;
    }

    void ensure(EnvironmentName environment, Namespace namespace, List<WorkloadPlan.ClaimVolume> claims) {
        for (WorkloadPlan.ClaimVolume volume : claims) {
            volumes.ensure(
                    volume.volume(),
                    Map.of(
                            Labels.ENVIRONMENT, environment.value(),
                            Labels.NAMESPACE, namespace.value(),
                            Labels.CLAIM, volume.claim()));
        }
    }
}
