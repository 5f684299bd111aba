package dev.longshore.project.conf;

import dev.longshore.project.name.Namespace;
import dev.longshore.project.problem.Located;
import dev.longshore.project.source.SourcePath;
import java.util.List;

/**
 * What {@code conf/ci.yaml} says about one container that is built.
 *
 * @param deployment the name of the Deployment
 * @param container the container's name within it
 * @param shared what of the context is used besides the Dockerfile's own directory; without any, all of it
 */
public record CiBuild(
        Namespace namespace,
        Located<String> deployment,
        Located<String> container,
        Located<SourcePath> context,
        Located<SourcePath> dockerfile,
        List<Located<SourcePath>> shared) {
    public CiBuild {
        shared = List.copyOf(shared);
    }
}
