package dev.longshore.server.push;

import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.problem.Position;
import dev.longshore.project.release.Release;
import dev.longshore.project.route.Route;
import dev.longshore.project.yaml.YamlMapping;
import dev.longshore.project.yaml.YamlNode;
import dev.longshore.project.yaml.YamlScalar;
import dev.longshore.project.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a release changes in what is live. Where in a file something is written makes no difference.
 *
 * @param changed objects that are new or different
 * @param removed objects that the release lacks
 * @param images references whose image is another one now
 * @param routes whether a route is new, different or gone
 */
record ReleaseDiff(List<String> changed, List<String> removed, List<String> images, boolean routes) {
    private static final int SHOWN = 4;

    static ReleaseDiff between(Optional<Release> live, Release next) {
        Map<ObjectKey, Object> before = live.map(ReleaseDiff::contents).orElse(Map.of());
        Map<ObjectKey, Object> after = contents(next);
        Map<String, ?> imagesBefore = live.map(Release::images).orElse(Map.of());
        return new ReleaseDiff(
                names(after, before),
                before.keySet().stream()
                        .filter(key -> !after.containsKey(key))
                        .map(ObjectKey::toString)
                        .toList(),
                next.images().entrySet().stream()
                        .filter(image -> imagesBefore.containsKey(image.getKey())
                                && !image.getValue().equals(imagesBefore.get(image.getKey())))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList(),
                !routes(next).equals(live.map(ReleaseDiff::routes).orElse(Set.of())));
    }

    boolean isEmpty() {
        return changed.isEmpty() && removed.isEmpty() && images.isEmpty() && !routes;
    }

    /** {@code 2 objects changed: Deployment/api, ConfigMap/web}. */
    String describe() {
        List<String> parts = new ArrayList<>();
        describe(parts, changed, "object", "changed");
        describe(parts, removed, "object", "removed");
        describe(parts, images, "image", "updated");
        if (routes) {
            parts.add("routes changed");
        }
        return String.join("; ", parts);
    }

    private static void describe(List<String> parts, List<String> names, String noun, String verb) {
        if (!names.isEmpty()) {
            parts.add(names.size() + " " + noun + (names.size() == 1 ? " " : "s ") + verb + ": "
                    + names.stream().limit(SHOWN).collect(Collectors.joining(", "))
                    + (names.size() > SHOWN ? " …" : ""));
        }
    }

    private static List<String> names(Map<ObjectKey, Object> after, Map<ObjectKey, Object> before) {
        return after.entrySet().stream()
                .filter(object -> !object.getValue().equals(before.get(object.getKey())))
                .map(object -> object.getKey().toString())
                .toList();
    }

    private static Map<ObjectKey, Object> contents(Release release) {
        Map<ObjectKey, Object> contents = new LinkedHashMap<>();
        for (Manifest manifest : release.objects()) {
            contents.put(manifest.key(), content(manifest.body()));
        }
        return contents;
    }

    private static Object content(YamlNode node) {
        if (node instanceof YamlMapping mapping) {
            Map<String, Object> content = new HashMap<>();
            mapping.entries().forEach(entry -> content.put(entry.key(), content(entry.value())));
            return content;
        }
        if (node instanceof YamlSequence sequence) {
            return sequence.items().stream().map(ReleaseDiff::content).toList();
        }
        YamlScalar scalar = (YamlScalar) node;
        return List.of(scalar.type(), scalar.text());
    }

    private static Set<Route> routes(Release release) {
        Set<Route> routes = new HashSet<>();
        for (Route route : release.routes()) {
            routes.add(new Route(
                    Position.ofFile(""),
                    route.subdomain(),
                    route.path(),
                    route.namespace(),
                    route.service(),
                    route.servicePort(),
                    route.upstreamPath()));
        }
        return routes;
    }
}
