package dev.longshore.deployer;

import dev.longshore.project.manifest.ObjectKey;
import java.util.Optional;

/**
 * Which container of which pod is meant.
 *
 * @param pod empty for the first that runs
 * @param container empty for the pod's first
 */
public record PodQuery(ObjectKey workload, Optional<String> pod, Optional<String> container) {}
