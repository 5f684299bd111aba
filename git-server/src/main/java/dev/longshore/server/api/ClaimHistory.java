package dev.longshore.server.api;

import dev.longshore.deployer.ClaimName;
import dev.longshore.deployer.ClaimUse;
import dev.longshore.server.store.ReleaseJournal;
import dev.longshore.server.store.ReleaseRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Since when claims are unused, by what past releases say. */
final class ClaimHistory {
    private static final int RELEASES = 100;

    private final ReleaseJournal releases;

    ClaimHistory(ReleaseJournal releases) {
        this.releases = releases;
    }

    /** When the first release went live that no longer used a claim; without those that none of the newest releases used. */
    Map<ClaimName, Instant> unusedSince(long environmentId, Collection<ClaimName> unused) {
        Map<ClaimName, Instant> since = new HashMap<>();
        Set<ClaimName> open = new HashSet<>(unused);
        Instant next = Instant.MAX;
        for (ReleaseRecord past : open.isEmpty() ? Set.<ReleaseRecord>of() : releases.newest(environmentId, RELEASES)) {
            Set<ClaimName> used = releases.find(environmentId, past.number())
                    .map(release -> ClaimUse.of(release.release()).keySet())
                    .orElse(Set.of());
            for (ClaimName claim : used) {
                if (open.remove(claim) && next.isBefore(Instant.MAX)) {
                    since.put(claim, next);
                }
            }
            next = past.createdAt();
            if (open.isEmpty()) {
                break;
            }
        }
        return since;
    }
}
