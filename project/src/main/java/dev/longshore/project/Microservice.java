package dev.longshore.project;

import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.source.SourcePath;
import java.util.List;

/**
 * A directory below {@code microservices/} and what it deploys.
 *
 * @param name the directory's name, by which people speak of it
 * @param builds empty when it runs ready-made images only
 */
public record Microservice(String name, SourcePath directory, List<ImageBuild> builds, List<Manifest> objects) {
    public Microservice {
        builds = List.copyOf(builds);
        objects = List.copyOf(objects);
    }
}
