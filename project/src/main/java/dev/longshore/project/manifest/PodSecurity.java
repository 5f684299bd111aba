package dev.longshore.project.manifest;

import java.util.List;
import java.util.Optional;

/**
 * {@code securityContext} of a pod: what holds for its containers unless they say otherwise.
 *
 * @param filesGroup {@code fsGroup}: the group that owns the pod's volumes
 */
public record PodSecurity(
        Optional<Long> user,
        Optional<Long> group,
        boolean nonRoot,
        List<Long> supplementaryGroups,
        Optional<Long> filesGroup) {
    public static final PodSecurity NONE =
            new PodSecurity(Optional.empty(), Optional.empty(), false, List.of(), Optional.empty());

    public PodSecurity {
        supplementaryGroups = List.copyOf(supplementaryGroups);
    }
}
