package dev.longshore.deployer;

import dev.longshore.project.manifest.ObjectKey;
import java.util.Optional;

/**
 * Where a connection leads to.
 *
 * @param service the Service whose port it is; empty for a port of a pod
 * @param pod which pod, where it leads to one; empty for the first that runs
 */
public record Destination(ObjectKey workload, Optional<ObjectKey> service, Optional<String> pod, int port) {}
