package dev.longshore.server.push;

import dev.longshore.project.ImageBuild;
import dev.longshore.project.Microservice;
import dev.longshore.project.Project;
import dev.longshore.project.manifest.Container;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ManifestReader;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.manifest.PodOwner;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the server wants to know of the workloads of a project. */
final class ProjectWorkloads {
    private ProjectWorkloads() {}

    /** What runs pods → the microservice that it belongs to. */
    static Map<ObjectKey, String> microservices(Project project) {
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
            for (PodOwner owner : podOwners(microservice)) {
                owner.template()
                        .allContainers()
                        .filter(container -> !isBuilt(microservice, owner, container))
                        .forEach(container -> references.putIfAbsent(
                                container.image(), new ReadyMade(microservice.name(), container.position())));
            }
        }
        return references;
    }

    private static List<PodOwner> podOwners(Microservice microservice) {
        List<PodOwner> owners = new ArrayList<>();
        for (Manifest manifest : microservice.objects()) {
            if (ManifestReader.read(manifest, new Problems()).orElse(null) instanceof PodOwner owner) {
                owners.add(owner);
            }
        }
        return owners;
    }

    private static boolean isBuilt(Microservice microservice, PodOwner owner, Container container) {
        return microservice.builds().stream()
                .anyMatch((ImageBuild build) -> build.workload().equals(owner.key())
                        && build.container().equals(container.name()));
    }
}
