package dev.longshore.server.push;

import dev.longshore.builder.PlannedBuild;
import dev.longshore.project.Project;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.release.Release;
import dev.longshore.project.source.SourceTree;
import java.util.List;
import java.util.Optional;

/** Decides for every image of a project whether it is built, and says why. */
public interface BuildPlanning {
    /**
     * @param live what runs now
     * @param liveTree the files of the live release's commit
     */
    List<PlannedBuild> plan(
            EnvironmentName environment,
            Project project,
            SourceTree tree,
            Optional<Release> live,
            Optional<SourceTree> liveTree);
}
