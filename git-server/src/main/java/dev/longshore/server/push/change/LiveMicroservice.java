package dev.longshore.server.push.change;

import dev.longshore.project.manifest.PodOwner;
import dev.longshore.project.manifest.Service;
import java.util.List;

/**
 * A microservice of a live release.
 *
 * @param name the name that people know
 * @param workloads what runs it; at least one
 * @param services what leads to it, in the order of the release
 */
public record LiveMicroservice(String name, List<PodOwner> workloads, List<Service> services) {
    public LiveMicroservice {
        workloads = List.copyOf(workloads);
        services = List.copyOf(services);
    }
}
