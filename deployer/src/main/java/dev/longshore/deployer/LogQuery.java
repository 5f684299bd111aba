package dev.longshore.deployer;

import dev.longshore.project.manifest.ObjectKey;
import java.util.Optional;

/** @param tail how many of the last lines of each pod to start with; empty for all */
public record LogQuery(ObjectKey workload, boolean follow, Optional<Integer> tail) {}
