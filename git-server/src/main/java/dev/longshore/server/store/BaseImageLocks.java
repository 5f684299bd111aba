package dev.longshore.server.store;

import dev.longshore.builder.PinnedBase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * What the names of base images mean for each environment. A push writes down beforehand what it would have them mean; it
 * comes to hold in the same transaction in which the push becomes live.
 */
public final class BaseImageLocks {
    private final Database database;
    private final Jdbi jdbi;
    private final Clock clock;

    public BaseImageLocks(Database database, Clock clock) {
        this.database = database;
        this.jdbi = database.jdbi();
        this.clock = clock;
    }

    /** @param since when the name was given this meaning */
    public record Held(PinnedBase base, Instant since) {}

    /** In the order of the names. */
    public List<Held> held(long environmentId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT reference, image_id, digest, has_triggers, pinned_at FROM base_images
                        WHERE environment_id = :environment ORDER BY reference
                        """)
                .bind("environment", environmentId)
                .map(BaseImageLocks::read)
                .list());
    }

    /** Writes what a push would have names mean, instead of what pushes before it would have had that never became live. */
    public void propose(long environmentId, long pushId, Collection<PinnedBase> bases) {
        if (bases.isEmpty()) {
            return;
        }
        database.decide(handle -> {
            forget(handle, environmentId);
            for (PinnedBase base : bases) {
                handle.createUpdate("""
                                INSERT INTO base_images_of_push
                                    (push_id, environment_id, reference, image_id, digest, has_triggers, pinned_at)
                                VALUES (:push, :environment, :reference, :image, :digest, :triggers, :now)
                                """)
                        .bind("push", pushId)
                        .bind("environment", environmentId)
                        .bind("reference", base.reference())
                        .bind("image", base.id())
                        .bind("digest", base.digest())
                        .bind("triggers", base.hasTriggers())
                        .bind("now", clock.millis())
                        .execute();
            }
        });
    }

    /** Part of the commit point of a push. */
    static void settle(Handle handle, long pushId) {
        Optional<Long> environment = handle.createQuery(
                        "SELECT DISTINCT environment_id FROM base_images_of_push WHERE push_id = :push")
                .bind("push", pushId)
                .mapTo(Long.class)
                .findOne();
        if (environment.isEmpty()) {
            return;
        }
        handle.createUpdate("""
                        INSERT INTO base_images
                            (environment_id, reference, image_id, digest, has_triggers, pinned_at)
                        SELECT environment_id, reference, image_id, digest, has_triggers, pinned_at
                        FROM base_images_of_push WHERE push_id = :push
                        ON CONFLICT (environment_id, reference) DO UPDATE SET image_id = excluded.image_id,
                            digest = excluded.digest, has_triggers = excluded.has_triggers,
                            pinned_at = excluded.pinned_at
                        """).bind("push", pushId).execute();
        forget(handle, environment.get());
    }

    private static void forget(Handle handle, long environmentId) {
        handle.createUpdate("DELETE FROM base_images_of_push WHERE environment_id = :environment")
                .bind("environment", environmentId)
                .execute();
    }

    private static Held read(ResultSet row, StatementContext context) throws SQLException {
        return new Held(
                new PinnedBase(
                        row.getString("reference"),
                        row.getString("image_id"),
                        Optional.ofNullable(row.getString("digest")),
                        row.getBoolean("has_triggers")),
                Instant.ofEpochMilli(row.getLong("pinned_at")));
    }
}
