package dev.longshore.builder;

import dev.longshore.project.progress.Progress;
import dev.longshore.project.release.Image;
import dev.longshore.project.source.SourceTree;

/** Makes the images of a release available to the cluster. Safe for use by several threads. */
public interface ImageBuilder {
    /** Builds the image of a planned build and names it by the plan's reference. */
    BuildOutcome build(PlannedBuild planned, SourceTree tree, Progress progress) throws InterruptedException;

    /**
     * Makes a ready-made image available, asking its registry as its pull policy says.
     *
     * @param subject the microservice that wants it, for the log
     */
    BuildOutcome provide(String subject, WantedImage wanted, Progress progress) throws InterruptedException;

    /** Whether this very image is still there, whatever its name means now. */
    boolean has(Image image);

    /** The images that builds begin with. */
    BaseStore bases();
}
