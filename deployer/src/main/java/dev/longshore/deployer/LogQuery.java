package dev.longshore.deployer;

import java.util.Optional;

/**
 * Whose log, and which part of it.
 *
 * @param pods an empty pod means all of the workload's
 * @param tail how many of the last lines of each pod to start with; empty for all
 */
public record LogQuery(PodQuery pods, boolean follow, Optional<Integer> tail) {}
