package dev.longshore.project.release;

import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.route.Route;
import dev.longshore.project.yaml.YamlJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What differs between what is live and a release to come, by name. A changed ConfigMap is one that went and one that
 * came, as its name has its content's hash.
 *
 * @param changed objects that exist in both and differ, in image, or otherwise
 */
public record ReleaseDiff(
        List<ObjectKey> added, List<ObjectKey> changed, List<ObjectKey> removed, boolean routesChanged) {
    public static ReleaseDiff between(Release live, Release next) {
        Map<ObjectKey, String> before = texts(live);
        Map<ObjectKey, String> after = texts(next);
        List<ObjectKey> added = new ArrayList<>();
        List<ObjectKey> changed = new ArrayList<>();
        after.forEach((key, text) -> {
            if (!before.containsKey(key)) {
                added.add(key);
            } else if (!text.equals(before.get(key))) {
                changed.add(key);
            }
        });
        List<ObjectKey> removed =
                before.keySet().stream().filter(key -> !after.containsKey(key)).toList();
        return new ReleaseDiff(added, changed, removed, !routes(live).equals(routes(next)));
    }

    /** Whether the two run the same: nothing needs to be rolled out. */
    public boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty() && !routesChanged;
    }

    /** {@code 2 objects changed: Deployment/api; 1 new: ConfigMap/web-1a2b; routes changed}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        describe(changed, "changed", parts);
        describe(added, "new", parts);
        describe(removed, "gone", parts);
        if (routesChanged) {
            parts.add("routes changed");
        }
        return parts.isEmpty() ? "nothing changed" : String.join("; ", parts);
    }

    private static void describe(List<ObjectKey> keys, String what, List<String> parts) {
        if (!keys.isEmpty()) {
            String names =
                    String.join(", ", keys.stream().map(ObjectKey::toString).toList());
            parts.add(keys.size() + " " + what + ": " + names);
        }
    }

    /** An object's text names its images by what they are, as a reference like {@code redis:alpine} can change its meaning. */
    private static Map<ObjectKey, String> texts(Release release) {
        Map<ObjectKey, String> texts = new LinkedHashMap<>();
        for (Manifest manifest : release.objects()) {
            String text = YamlJson.canonical(manifest.body());
            for (Image image : release.images().values()) {
                text = text.replace("\"image\":\"" + image.reference() + "\"", "\"image\":\"" + image.id() + "\"");
            }
            texts.put(manifest.key(), text);
        }
        return texts;
    }

    private record Way(String subdomain, String path, String target) {}

    private static List<Way> routes(Release release) {
        return release.routes().stream().map(ReleaseDiff::way).toList();
    }

    /** A route without its place in a file. */
    private static Way way(Route route) {
        String target = route.service() + "." + route.namespace() + ":" + route.servicePort() + route.upstreamPath();
        return new Way(route.subdomain(), route.path(), target);
    }
}
