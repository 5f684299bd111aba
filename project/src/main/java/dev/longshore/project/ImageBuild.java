package dev.longshore.project;

import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.problem.Position;
import dev.longshore.project.source.SourcePath;

/**
 * An image that the push builds for a container of a workload ({@code conf/ci.yaml}).
 *
 * @param container the container's name within the workload
 * @param context the directory whose files the build may use
 */
public record ImageBuild(
        Position position, ObjectKey workload, String container, SourcePath context, SourcePath dockerfile) {}
