package dev.longshore.server.push;

import dev.longshore.builder.ImageBuilder;
import dev.longshore.deployer.Cluster;

/** What the way of a push leads through: who plans, who builds and who runs. */
public record Rooms(BuildPlanning planning, ImageBuilder builder, Cluster cluster) {}
