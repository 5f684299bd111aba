package dev.longshore.cli.server;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A claim that has data.
 *
 * @param sizeBytes empty when the server doesn't know
 * @param usedBy what mounts it in the live release
 * @param unusedSince empty while it is used, and when nobody knows any more
 */
public record Claim(
        String name, String namespace, Optional<Long> sizeBytes, List<String> usedBy, Optional<Instant> unusedSince) {
    public Claim {
        usedBy = List.copyOf(usedBy);
    }
}
