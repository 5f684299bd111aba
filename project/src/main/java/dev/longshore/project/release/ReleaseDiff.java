package dev.longshore.project.release;

import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.problem.Position;
import dev.longshore.project.route.Route;
import dev.longshore.project.yaml.YamlJson;
import dev.longshore.project.yaml.YamlPath;
import dev.longshore.project.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a release changes in what is live. Where in a file something is written makes no difference, and a ConfigMap or
 * Secret is the same object whatever hash its name ends with.
 *
 * @param changed objects that are new or different
 * @param removed objects that the release lacks
 * @param images references whose image is another one now
 * @param routes whether a route is new, different or gone
 */
public record ReleaseDiff(List<ObjectKey> changed, List<ObjectKey> removed, List<String> images, boolean routes) {
    private static final int SHOWN = 4;

    /** @param live what runs now; everything is new without it */
    public static ReleaseDiff between(Optional<Release> live, Release next) {
        Map<ObjectKey, String> before = live.map(ReleaseDiff::contents).orElse(Map.of());
        Map<ObjectKey, String> after = contents(next);
        Map<String, Image> imagesBefore = live.map(Release::images).orElse(Map.of());
        return new ReleaseDiff(
                after.entrySet().stream()
                        .filter(object -> !object.getValue().equals(before.get(object.getKey())))
                        .map(Map.Entry::getKey)
                        .toList(),
                before.keySet().stream().filter(key -> !after.containsKey(key)).toList(),
                next.images().values().stream()
                        .filter(image -> imagesBefore.containsKey(image.reference())
                                && !image.equals(imagesBefore.get(image.reference())))
                        .map(Image::reference)
                        .sorted()
                        .toList(),
                !ways(next).equals(live.map(ReleaseDiff::ways).orElse(Set.of())));
    }

    /** Whether the two run the same: nothing needs to be rolled out. */
    public boolean isEmpty() {
        return changed.isEmpty() && removed.isEmpty() && images.isEmpty() && !routes;
    }

    /** {@code 2 objects changed: Deployment/api, ConfigMap/web}. */
    public String describe() {
        List<String> parts = new ArrayList<>();
        describe(parts, changed, "object", "changed");
        describe(parts, removed, "object", "removed");
        describe(parts, images, "image", "updated");
        if (routes) {
            parts.add("routes changed");
        }
        return parts.isEmpty() ? "nothing changed" : String.join("; ", parts);
    }

    private static void describe(List<String> parts, List<?> names, String noun, String verb) {
        if (!names.isEmpty()) {
            String shown = names.stream().limit(SHOWN).map(Object::toString).collect(Collectors.joining(", "));
            parts.add(names.size() + " " + noun + (names.size() == 1 ? " " : "s ") + verb + ": " + shown
                    + (names.size() > SHOWN ? " …" : ""));
        }
    }

    private static Map<ObjectKey, String> contents(Release release) {
        Map<ObjectKey, String> contents = new LinkedHashMap<>();
        for (Manifest manifest : release.objects()) {
            ObjectKey written = ConfigNames.asWritten(manifest.key());
            contents.put(
                    written,
                    YamlJson.canonical(YamlPath.of("metadata", "name")
                            .map(manifest.body(), name -> YamlScalar.string(name.position(), written.name()))));
        }
        return contents;
    }

    /** The routes without their places in a file. */
    private static Set<Route> ways(Release release) {
        return release.routes().stream()
                .map(route -> new Route(
                        Position.ofFile(""),
                        route.subdomain(),
                        route.path(),
                        route.namespace(),
                        route.service(),
                        route.servicePort(),
                        route.upstreamPath()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
