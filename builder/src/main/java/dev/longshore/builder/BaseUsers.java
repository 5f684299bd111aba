package dev.longshore.builder;

import dev.longshore.builder.context.BuildContext;
import dev.longshore.project.ImageBuild;
import dev.longshore.project.Microservice;
import dev.longshore.project.Project;
import dev.longshore.project.source.SourceTree;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds which microservices' Dockerfiles name which images. */
public final class BaseUsers {
    private BaseUsers() {}

    /** Image → names of microservices. */
    public static Map<String, SortedSet<String>> of(Project project, SourceTree tree) {
        Map<String, SortedSet<String>> users = new TreeMap<>();
        for (Microservice microservice : project.microservices()) {
            for (ImageBuild build : microservice.builds()) {
                ImageInputs.of(BuildContext.of(tree, build), Bases.NONE)
                        .bases()
                        .forEach(base -> users.computeIfAbsent(base.reference(), unused -> new TreeSet<>())
                                .add(microservice.name()));
            }
        }
        return users;
    }
}
