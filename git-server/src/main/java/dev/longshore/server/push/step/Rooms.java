package dev.longshore.server.push.step;

import dev.longshore.builder.BuildPlanner;
import dev.longshore.builder.ImageBuilder;
import dev.longshore.builder.stock.ImageStock;
import dev.longshore.deployer.Cluster;
import dev.longshore.project.name.EnvironmentName;
import java.util.function.Function;

/**
 * What the way of a push leads through: who plans, who builds, who keeps what was built and who runs.
 *
 * @param builders the builder of an environment's images
 */
public record Rooms(
        BuildPlanner planner, Function<EnvironmentName, ImageBuilder> builders, ImageStock images, Cluster cluster) {}
