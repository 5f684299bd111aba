package dev.longshore.server.push.step;

import dev.longshore.project.Microservice;
import dev.longshore.project.Project;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the server wants to know of the workloads of a project. */
public final class ProjectWorkloads {
    private ProjectWorkloads() {}

    /** What runs pods → the microservice that it belongs to. */
    public static Map<ObjectKey, String> microservices(Project project) {
        Map<ObjectKey, String> microservices = new LinkedHashMap<>();
        for (Microservice microservice : project.microservices()) {
            for (Manifest manifest : microservice.objects()) {
                if (manifest.key().kind().podTemplate().isPresent()) {
                    microservices.put(manifest.key(), microservice.name());
                }
            }
        }
        return microservices;
    }
}
