package dev.longshore.server.store;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** The rows of builds: one for each image that a push planned. */
public final class BuildJournal {
    private final Jdbi jdbi;
    private final Clock clock;

    public BuildJournal(Database database, Clock clock) {
        this.jdbi = database.jdbi();
        this.clock = clock;
    }

    /**
     * What was planned for an image.
     *
     * @param decision such as {@code reused}
     * @param reason why, for a person
     */
    public record Planned(
            long environmentId, long pushId, String microservice, String reference, String decision, String reason) {}

    /** Writes the row of a build that starts, and returns its id. */
    public long start(Planned planned) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        INSERT INTO builds
                            (environment_id, push_id, microservice, reference, decision, reason, started_at)
                        VALUES (:environment, :push, :microservice, :reference, :decision, :reason, :now)
                        RETURNING id
                        """)
                .bind("environment", planned.environmentId())
                .bind("push", planned.pushId())
                .bind("microservice", planned.microservice())
                .bind("reference", planned.reference())
                .bind("decision", planned.decision())
                .bind("reason", planned.reason())
                .bind("now", clock.millis())
                .mapTo(Long.class)
                .one());
    }

    /** The names of the images that were made from the same inputs for an environment, newest first. */
    public List<String> imagesOf(long environmentId, String inputs) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT reference FROM builds
                        WHERE environment_id = :environment AND reference LIKE '%:' || :inputs
                            AND outcome LIKE 'sha256:%'
                        GROUP BY reference ORDER BY max(id) DESC
                        """)
                .bind("environment", environmentId)
                .bind("inputs", inputs)
                .mapTo(String.class)
                .list());
    }

    /** The newest push that made an image of this name. */
    public Optional<Long> pushThatMade(long environmentId, String reference) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT max(push_id) FROM builds
                        WHERE environment_id = :environment AND reference = :reference
                            AND decision IN ('build', 'rebuild') AND outcome LIKE 'sha256:%'
                        """)
                .bind("environment", environmentId)
                .bind("reference", reference)
                .mapTo(Long.class)
                .findOne());
    }

    /** @param outcome the image's id, or why there is none */
    public void finish(long id, String outcome) {
        jdbi.useHandle(
                handle -> handle.createUpdate("UPDATE builds SET outcome = :outcome, finished_at = :now WHERE id = :id")
                        .bind("id", id)
                        .bind("outcome", outcome)
                        .bind("now", clock.millis())
                        .execute());
    }

    /** The names of the images of pushes that are on their way, or ended after a time without coming true. */
    public Set<String> ofVainPushes(long environmentId, Instant time) {
        return Set.copyOf(jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT DISTINCT reference FROM builds JOIN pushes ON pushes.id = builds.push_id
                        WHERE pushes.environment_id = :environment AND state NOT IN ('live', 'unchanged')
                            AND (pushes.finished_at IS NULL OR pushes.finished_at > :time)
                        """)
                .bind("environment", environmentId)
                .bind("time", time.toEpochMilli())
                .mapTo(String.class)
                .list()));
    }

    /** Ends the builds that the last run of the server didn't. */
    public void endUnfinished() {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "UPDATE builds SET outcome = :outcome, finished_at = :now WHERE finished_at IS NULL")
                .bind("outcome", "the server stopped while it was built")
                .bind("now", clock.millis())
                .execute());
    }
}
