package dev.longshore.project.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.problem.Position;
import dev.longshore.project.route.Route;
import dev.longshore.project.yaml.YamlJson;
import dev.longshore.project.yaml.YamlMapping;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/** A release as JSON text, to store it. Positions within objects are not kept. */
public final class ReleaseJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReleaseJson() {}

    public static String write(Release release) {
        List<StoredObject> objects = release.objects().stream()
                .map(manifest -> new StoredObject(
                        manifest.key().kind().value(),
                        manifest.key().namespace().value(),
                        manifest.key().name(),
                        YamlJson.write(manifest.body())))
                .toList();
        List<StoredRoute> routes = release.routes().stream()
                .map(route -> new StoredRoute(
                        route.position(),
                        route.subdomain(),
                        route.path(),
                        route.namespace().value(),
                        route.service(),
                        route.servicePort(),
                        route.upstreamPath()))
                .toList();
        try {
            return JSON.writeValueAsString(new StoredRelease(
                    release.environment().project().value(),
                    release.environment().alias(),
                    release.number(),
                    release.commit(),
                    List.copyOf(release.images().values()),
                    objects,
                    routes));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a release can always be written as JSON", e);
        }
    }

    /** @throws IllegalArgumentException when the text isn't a release that {@link #write} wrote */
    public static Release read(String json) {
        try {
            StoredRelease stored = JSON.readValue(json, StoredRelease.class);
            Position position = Position.ofFile("release " + stored.number());
            return new Release(
                    EnvironmentName.of(stored.project(), stored.alias()).orElseThrow(),
                    stored.number(),
                    stored.commit(),
                    stored.images().stream().collect(Collectors.toMap(Image::reference, image -> image)),
                    stored.objects().stream()
                            .map(object -> object.manifest(position))
                            .toList(),
                    stored.routes().stream().map(StoredRoute::route).toList());
        } catch (JsonProcessingException | NoSuchElementException e) {
            throw new IllegalArgumentException("this is not a stored release", e);
        }
    }

    private record StoredRelease(
            String project,
            String alias,
            long number,
            String commit,
            List<Image> images,
            List<StoredObject> objects,
            List<StoredRoute> routes) {}

    /** @param body JSON text: as a tree its numbers would lose how they were written, and the object look changed */
    private record StoredObject(String kind, String namespace, String name, String body) {
        Manifest manifest(Position position) {
            ObjectKey key = new ObjectKey(
                    Kind.of(kind).orElseThrow(), Namespace.of(namespace).orElseThrow(), name);
            return new Manifest(key, (YamlMapping) YamlJson.read(body, position));
        }
    }

    private record StoredRoute(
            Position position,
            String subdomain,
            String path,
            String namespace,
            String service,
            int servicePort,
            String upstreamPath) {
        Route route() {
            return new Route(
                    position,
                    subdomain,
                    path,
                    Namespace.of(namespace).orElseThrow(),
                    service,
                    servicePort,
                    upstreamPath);
        }
    }
}
