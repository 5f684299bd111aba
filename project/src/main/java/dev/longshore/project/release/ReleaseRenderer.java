package dev.longshore.project.release;

import dev.longshore.project.ImageBuild;
import dev.longshore.project.Project;
import dev.longshore.project.name.EnvironmentName;
import java.util.Map;

/** Makes a release of a project and its images. */
public final class ReleaseRenderer {
    private ReleaseRenderer() {}

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
        return new Release(
                environment, number, commit + built.size(), readyMade, java.util.List.of(), project.routes());
    }
}
