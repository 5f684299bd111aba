package dev.longshore.project.manifest.reader;

import java.util.List;

/**
 * What the containers of a pod can refer to.
 *
 * @param volumes the names of its volumes
 * @param containers the names of all its containers
 */
record PodContext(List<String> volumes, List<String> containers) {}
