package dev.longshore.server.store;

import dev.longshore.project.manifest.Kind;
import dev.longshore.project.manifest.ObjectKey;
import dev.longshore.project.name.Namespace;
import dev.longshore.project.release.Release;
import dev.longshore.project.release.ReleaseJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The rows of releases. The one that says {@code live} is what an environment runs, whatever the cluster does. */
public final class ReleaseJournal {
    /** The number of an environment's first release. */
    public static final long FIRST = 1;

    private final Database database;
    private final Jdbi jdbi;
    private final Clock clock;

    public ReleaseJournal(Database database, Clock clock) {
        this.database = database;
        this.jdbi = database.jdbi();
        this.clock = clock;
    }

    /** The number that the environment's next release gets. Numbers of failed releases are not used again. */
    public long nextNumber(long environmentId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT coalesce(max(number), 0) + 1 FROM releases WHERE environment_id = :environment")
                .bind("environment", environmentId)
                .mapTo(Long.class)
                .one());
    }

    /** Writes the row of a release that is about to be rolled out. */
    public void begin(long environmentId, long pushId, LiveRelease candidate) {
        Release release = candidate.release();
        database.decide(handle -> {
            long id = handle.createQuery("""
                            INSERT INTO releases
                                (environment_id, number, push_id, commit_id, body, state, created_at, fence)
                            VALUES (:environment, :number, :push, :commit, :body, 'rolling out', :now, :fence)
                            RETURNING id
                            """)
                    .bind("environment", environmentId)
                    .bind("number", release.number())
                    .bind("push", pushId)
                    .bind("commit", release.commit())
                    .bind("body", ReleaseJson.write(release))
                    .bind("now", clock.millis())
                    .bind("fence", database.fence())
                    .mapTo(Long.class)
                    .one();
            candidate
                    .microservices()
                    .forEach((workload, microservice) -> handle.createUpdate("""
                            INSERT INTO release_workloads (release_id, kind, namespace, name, microservice)
                            VALUES (:release, :kind, :namespace, :name, :microservice)
                            """)
                            .bind("release", id)
                            .bind("kind", workload.kind().value())
                            .bind("namespace", workload.namespace().value())
                            .bind("name", workload.name())
                            .bind("microservice", microservice)
                            .execute());
        });
    }

    /** The commit point of a push: in one transaction its release becomes the live one and the push says so. */
    public void commit(long environmentId, long pushId, long number) {
        database.decide(handle -> {
            handle.createUpdate(
                            "UPDATE releases SET state = 'past' WHERE environment_id = :environment AND state = 'live'")
                    .bind("environment", environmentId)
                    .execute();
            setState(handle, environmentId, number, "live");
            handle.createUpdate("UPDATE pushes SET state = 'live', release_number = :number WHERE id = :push")
                    .bind("number", number)
                    .bind("push", pushId)
                    .execute();
            BaseImageLocks.settle(handle, pushId);
        });
    }

    /** Marks a release that was rolled out in vain. What can't be written now is written later. */
    public void fail(long environmentId, long number) {
        database.eventually(
                "the end of release " + number,
                () -> database.decide(handle -> setState(handle, environmentId, number, "failed")));
    }

    /** Marks the releases whose rollout the last run of the server didn't finish. */
    public void failUnfinished() {
        database.decide(
                handle -> handle.createUpdate("UPDATE releases SET state = 'failed' WHERE state = 'rolling out'")
                        .execute());
    }

    public Optional<LiveRelease> live(long environmentId) {
        // No transaction, which would wait for writers: the rows of a release's workloads come with it and never
        // change.
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT id, body FROM releases WHERE environment_id = :environment AND state = 'live'")
                .bind("environment", environmentId)
                .map((row, context) -> new LiveRelease(
                        ReleaseJson.read(row.getString("body")), microservices(handle, row.getLong("id"))))
                .findOne());
    }

    /** A release that is or was live. */
    public Optional<LiveRelease> find(long environmentId, long number) {
        // No transaction, as above.
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT id, body FROM releases
                        WHERE environment_id = :environment AND number = :number AND state IN ('live', 'past')
                        """)
                .bind("environment", environmentId)
                .bind("number", number)
                .map((row, context) -> new LiveRelease(
                        ReleaseJson.read(row.getString("body")), microservices(handle, row.getLong("id"))))
                .findOne());
    }

    /** When the first release was made that is or was live and has a workload. */
    public Optional<Instant> firstWith(long environmentId, ObjectKey workload) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT min(created_at) FROM releases
                        JOIN release_workloads ON release_workloads.release_id = releases.id
                        WHERE environment_id = :environment AND state IN ('live', 'past')
                            AND kind = :kind AND namespace = :namespace AND name = :name
                        """)
                .bind("environment", environmentId)
                .bind("kind", workload.kind().value())
                .bind("namespace", workload.namespace().value())
                .bind("name", workload.name())
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli));
    }

    /** The newest releases that are or were live, newest first. */
    public List<ReleaseRecord> newest(long environmentId, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT number, commit_id, state, created_at FROM releases
                        WHERE environment_id = :environment AND state IN ('live', 'past')
                        ORDER BY number DESC LIMIT :limit
                        """)
                .bind("environment", environmentId)
                .bind("limit", limit)
                .map((row, context) -> new ReleaseRecord(
                        row.getLong("number"),
                        row.getString("commit_id"),
                        row.getString("state").equals("live"),
                        Instant.ofEpochMilli(row.getLong("created_at"))))
                .list());
    }

    /** The newest releases that are or were live, newest first, as they were rolled out. */
    public List<Release> newestBodies(long environmentId, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT body FROM releases
                        WHERE environment_id = :environment AND state IN ('live', 'past')
                        ORDER BY number DESC LIMIT :limit
                        """)
                .bind("environment", environmentId)
                .bind("limit", limit)
                .map((row, context) -> ReleaseJson.read(row.getString("body")))
                .list());
    }

    private static void setState(Handle handle, long environmentId, long number, String state) {
        handle.createUpdate(
                        "UPDATE releases SET state = :state WHERE environment_id = :environment AND number = :number")
                .bind("state", state)
                .bind("environment", environmentId)
                .bind("number", number)
                .execute();
    }

    private static Map<ObjectKey, String> microservices(Handle handle, long releaseId) {
        return handle
                .createQuery(
                        "SELECT kind, namespace, name, microservice FROM release_workloads WHERE release_id = :release")
                .bind("release", releaseId)
                .map(ReleaseJournal::readWorkload)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map.Entry<ObjectKey, String> readWorkload(ResultSet row, StatementContext context)
            throws SQLException {
        ObjectKey workload = new ObjectKey(
                Kind.of(row.getString("kind")).orElseThrow(),
                Namespace.of(row.getString("namespace")).orElseThrow(),
                row.getString("name"));
        return new SimpleImmutableEntry<>(workload, row.getString("microservice"));
    }
}
