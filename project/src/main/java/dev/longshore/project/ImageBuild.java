package dev.longshore.project;

import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.problem.Position;
import dev.longshore.project.source.SourcePath;
import java.util.ArrayList;
import java.util.List;

/**
 * An image that the push builds for a container of a workload ({@code conf/ci.yaml}).
 *
 * @param container the container's name within the workload
 * @param context the directory whose files the build may use
 * @param shared what of the context it may use besides the Dockerfile's own directory; without any, all of it
 */
public record ImageBuild(
        Position position,
        ObjectKey workload,
        String container,
        SourcePath context,
        SourcePath dockerfile,
        List<SourcePath> shared) {
    public ImageBuild {
        shared = List.copyOf(shared);
    }

    /** A build that may use all of its context. */
    public ImageBuild(
            Position position, ObjectKey workload, String container, SourcePath context, SourcePath dockerfile) {
        this(position, workload, container, context, dockerfile, List.of());
    }

    /** The files and directories, with all that they hold, that the build may use. */
    public List<SourcePath> visible() {
        if (shared.isEmpty()) {
            return List.of(context);
        }
        List<SourcePath> visible = new ArrayList<>(shared);
        SourcePath own = dockerfile.parent();
        if (own.isWithin(context) && !own.equals(context)) {
            visible.add(own);
        }
        return visible;
    }
}
