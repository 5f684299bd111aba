package dev.longshore.deployer;

import dev.longshore.project.manifest.ObjectKey;
import java.util.List;
import java.util.Optional;

/**
 * A claim that has data.
 *
 * @param usedBy what mounts it in the live release
 * @param sizeBytes what it has on the disk; empty when that isn't known
 */
public record ClaimStatus(ClaimName name, List<ObjectKey> usedBy, Optional<Long> sizeBytes) {
    public ClaimStatus {
        usedBy = List.copyOf(usedBy);
    }
}
