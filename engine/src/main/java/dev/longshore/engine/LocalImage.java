package dev.longshore.engine;

import java.util.List;
import java.util.Map;

/**
 * An image that the engine has.
 *
 * @param id the config digest, {@code sha256:…}
 * @param exposedPorts the TCP ports that it exposes
 * @param volumes the paths that it declares as volumes
 * @param user as whom it runs, {@code 1000}, {@code nginx:nginx} …; empty for root
 * @param digests by which registries know it, {@code python@sha256:…}; none of an image that was made on the engine, on
 *     most engines
 */
public record LocalImage(
        String id,
        long sizeBytes,
        List<Integer> exposedPorts,
        List<String> volumes,
        Map<String, String> labels,
        String user,
        List<String> digests) {
    public LocalImage {
        digests = List.copyOf(digests);
    }

    /** An image that no registry knows. */
    public LocalImage(
            String id,
            long sizeBytes,
            List<Integer> exposedPorts,
            List<String> volumes,
            Map<String, String> labels,
            String user) {
        this(id, sizeBytes, exposedPorts, volumes, labels, user, List.of());
    }

    /** An image without labels that runs as root. */
    public LocalImage(String id, long sizeBytes, List<Integer> exposedPorts, List<String> volumes) {
        this(id, sizeBytes, exposedPorts, volumes, Map.of(), "");
    }
}
