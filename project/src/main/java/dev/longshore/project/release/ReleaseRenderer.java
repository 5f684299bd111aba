package dev.longshore.project.release;

import dev.longshore.project.ImageBuild;
import dev.longshore.project.Microservice;
import dev.longshore.project.Project;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.yaml.YamlMapping;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlPath;
import dev.longshore.project.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a release of a project and its images. Nothing that differs from release to release enters an object, so what a
 * commit did not change renders to the same object.
 */
public final class ReleaseRenderer {
    private final Map<ImageBuild, Image> built;
    private final Map<String, Image> readyMade;
    private final ConfigNames configNames;
    private final Map<String, Image> used = new HashMap<>();

    private ReleaseRenderer(Map<ImageBuild, Image> built, Map<String, Image> readyMade, ConfigNames configNames) {
        this.built = built;
        this.readyMade = readyMade;
        this.configNames = configNames;
    }

    /**
     * @param built an image for every build of the project
     * @param readyMade reference → image, for every container without a build
     * @throws IllegalArgumentException when an image is missing
     */
    public static Release render(
            EnvironmentName environment,
            long number,
            String commit,
            Project project,
            Map<ImageBuild, Image> built,
            Map<String, Image> readyMade) {
        List<Manifest> all = project.microservices().stream()
                .flatMap(microservice -> microservice.objects().stream())
                .toList();
        ReleaseRenderer renderer = new ReleaseRenderer(built, readyMade, ConfigNames.of(all));
        List<Manifest> objects = new ArrayList<>();
        for (Microservice microservice : project.microservices()) {
            for (Manifest manifest : microservice.objects()) {
                objects.add(renderer.render(microservice, manifest));
            }
        }
        return new Release(environment, number, commit, renderer.used, objects, project.routes());
    }

    private Manifest render(Microservice microservice, Manifest manifest) {
        ObjectKey key = manifest.key();
        Optional<YamlPath> template = key.kind().podTemplate();
        if (template.isEmpty()) {
            return configNames.rename(manifest);
        }
        YamlPath pod = template.get().then("spec");
        YamlMapping body = manifest.body();
        for (String containers : List.of("initContainers", "containers")) {
            body = pod.then(containers).mapItems(body, container -> withImage(microservice, key, container));
        }
        return new Manifest(key, configNames.of(key.namespace()).rewrite(pod, body));
    }

    private YamlMapping withImage(Microservice microservice, ObjectKey workload, YamlMapping container) {
        String name = text(container, "name");
        Optional<ImageBuild> build = microservice.builds().stream()
                .filter(candidate -> candidate.workload().equals(workload)
                        && candidate.container().equals(name))
                .findFirst();
        Optional<Image> image = build.isPresent()
                ? Optional.ofNullable(built.get(build.get()))
                : Optional.ofNullable(readyMade.get(text(container, "image")));
        Image found = image.orElseThrow(
                () -> new IllegalArgumentException("no image for container " + name + " of " + workload));
        used.put(found.reference(), found);
        YamlNode reference = YamlScalar.string(
                container.get("image").map(YamlNode::position).orElse(container.position()), found.reference());
        return container.with("image", reference);
    }

    private static String text(YamlMapping mapping, String key) {
        return mapping.get(key)
                .filter(YamlScalar.class::isInstance)
                .map(node -> ((YamlScalar) node).text())
                .orElse("");
    }
}
