package dev.longshore.project.release;

import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.route.Route;
import java.util.List;
import java.util.Map;

/**
 * All that runs in an environment at one time.
 *
 * @param number counts up from 1 within the environment
 * @param commit the commit's id in hexadecimal
 * @param images every reference that a container of {@code objects} names → the image that it means
 * @param objects rendered: built images named, ConfigMaps and Secrets of the repository renamed {@code <name>-<hash>}
 *     and references to them rewritten
 */
public record Release(
        EnvironmentName environment,
        long number,
        String commit,
        Map<String, Image> images,
        List<Manifest> objects,
        List<Route> routes) {
    public Release {
        images = Map.copyOf(images);
        objects = List.copyOf(objects);
        routes = List.copyOf(routes);
    }
}
