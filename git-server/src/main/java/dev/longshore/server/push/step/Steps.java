package dev.longshore.server.push.step;

import dev.longshore.builder.ImageBuilder;
import dev.longshore.deployer.Cluster;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.server.push.queue.EnvironmentLocks;
import dev.longshore.server.store.PushJournal;
import dev.longshore.server.store.ReleaseJournal;
import java.util.function.Function;

/**
 * What the ways of pushes are put together from.
 *
 * @param builders the builder of an environment's images
 * @param keptReleases how many of an environment's newest releases keep their images
 */
public record Steps(
        ReadStep reading,
        PlanStep planning,
        ImageStep imaging,
        RolloutStep rollout,
        BranchStep moving,
        LastLines lastLines,
        Cluster cluster,
        Function<EnvironmentName, ImageBuilder> builders,
        PushJournal pushes,
        ReleaseJournal releases,
        EnvironmentLocks locks,
        int keptReleases) {}
