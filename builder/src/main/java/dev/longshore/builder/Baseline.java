package dev.longshore.builder;

import dev.longshore.project.Project;
import dev.longshore.project.release.Release;
import dev.longshore.project.source.SourceTree;

/**
 * What is live, to compare a push with.
 *
 * @param project what the live commit says
 * @param tree the live commit's files
 */
public record Baseline(Project project, SourceTree tree, Release release) {}
