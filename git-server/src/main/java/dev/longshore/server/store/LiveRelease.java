package dev.longshore.server.store;

import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.release.Release;
import java.util.Map;

/**
 * The release that an environment runs.
 *
 * @param microservices workload → the microservice that it belongs to
 */
public record LiveRelease(Release release, Map<ObjectKey, String> microservices) {
    public LiveRelease {
        microservices = Map.copyOf(microservices);
    }
}
