package dev.longshore.server.push;

import dev.longshore.project.ImageBuild;
import dev.longshore.project.Microservice;
import dev.longshore.project.Project;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ManifestReader;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.Workload;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the server wants to know of the workloads of a project. */
final class ProjectWorkloads {
    private ProjectWorkloads() {}

    /** Workload → the microservice that it belongs to. */
    static Map<ObjectKey, String> microservices(Project project) {
        Map<ObjectKey, String> microservices = new LinkedHashMap<>();
        for (Microservice microservice : project.microservices()) {
            for (Manifest manifest : microservice.objects()) {
                if (manifest.key().kind() == Kind.DEPLOYMENT) {
                    microservices.put(manifest.key(), microservice.name());
                }
            }
        }
        return microservices;
    }

    /**
     * Who names an image that isn't built.
     *
     * @param container where that is written
     */
    record ReadyMade(String microservice, Position container) {}

    /** The image reference of every container without a build → the first that names it. */
    static Map<String, ReadyMade> readyMadeImages(Project project) {
        Map<String, ReadyMade> references = new LinkedHashMap<>();
        for (Microservice microservice : project.microservices()) {
            for (Workload workload : workloads(microservice)) {
                for (Container container : workload.template().containers()) {
                    if (!isBuilt(microservice, workload, container)) {
                        references.putIfAbsent(
                                container.image(), new ReadyMade(microservice.name(), container.position()));
                    }
                }
            }
        }
        return references;
    }

    private static List<Workload> workloads(Microservice microservice) {
        List<Workload> workloads = new ArrayList<>();
        for (Manifest manifest : microservice.objects()) {
            if (ManifestReader.read(manifest, new Problems()).orElse(null) instanceof Workload workload) {
                workloads.add(workload);
            }
        }
        return workloads;
    }

    private static boolean isBuilt(Microservice microservice, Workload workload, Container container) {
        return microservice.builds().stream()
                .anyMatch((ImageBuild build) -> build.workload().equals(workload.key())
                        && build.container().equals(container.name()));
    }
}
