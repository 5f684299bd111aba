package dev.longshore.server.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Which pushes are over for good. */
public final class EndedPushes {
    private final Jdbi jdbi;

    public EndedPushes(Database database) {
        this.jdbi = database.jdbi();
    }

    /** The pushes that have ended and came before those that made the newest releases; none while there are fewer of them. */
    public List<Long> beforeNewestReleases(long environmentId, int releases) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT id FROM pushes
                        WHERE environment_id = :environment AND finished_at IS NOT NULL
                            AND id < (SELECT min(push_id) FROM (
                                SELECT push_id FROM releases
                                WHERE environment_id = :environment AND state IN ('live', 'past')
                                ORDER BY number DESC LIMIT :releases)
                            HAVING count(*) = :releases)
                        """)
                .bind("environment", environmentId)
                .bind("releases", releases)
                .mapTo(Long.class)
                .list());
    }

    /** The pushes that ended before a time and made no release that is live or could be rolled back to. */
    public List<Long> withoutRelease(long environmentId, Instant endedBefore) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT id FROM pushes
                        WHERE environment_id = :environment AND finished_at < :before
                            AND NOT EXISTS (SELECT 1 FROM releases
                                WHERE releases.push_id = pushes.id AND releases.state IN ('live', 'past'))
                        """)
                .bind("environment", environmentId)
                .bind("before", endedBefore.toEpochMilli())
                .mapTo(Long.class)
                .list());
    }
}
