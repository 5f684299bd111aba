package dev.longshore.server.store;

import dev.longshore.server.log.LogText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The rows of pushes. A push is on its way exactly while it has no time of finish. */
public final class PushJournal {
    private final Database database;
    private final Jdbi jdbi;
    private final Clock clock;

    public PushJournal(Database database, Clock clock) {
        this.database = database;
        this.jdbi = database.jdbi();
        this.clock = clock;
    }

    /** What is known of a push when it arrives; the names are those of {@link PushRecord}. */
    public record Arrival(
            long environmentId,
            PushKind kind,
            String branch,
            String commit,
            String subject,
            String by,
            Optional<Long> targetRelease,
            Optional<String> forcedFrom) {
        /** An ordinary push. */
        public Arrival(long environmentId, String branch, String commit, String subject, String by) {
            this(environmentId, PushKind.DEPLOY, branch, commit, subject, by, Optional.empty(), Optional.empty());
        }
    }

    /** Writes the row of a push that waits for its turn, and returns its id. */
    public long queue(Arrival arrival) {
        return insert(arrival, PushState.QUEUED, Optional.empty());
    }

    /** Writes the row of a push that stored a ref and is done. */
    public long stored(Arrival arrival) {
        return insert(arrival, PushState.STORED, Optional.of(clock.instant()));
    }

    public void running(long id) {
        database.decide(handle -> handle.createUpdate("UPDATE pushes SET state = 'running' WHERE id = :id")
                .bind("id", id)
                .execute());
    }

    /** Notes how far a push has come, before anything of that stage happens. */
    public void enter(long id, PushStage stage) {
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE pushes SET stage = :stage WHERE id = :id")
                .bind("id", id)
                .bind("stage", stage.text())
                .execute());
    }

    /** Notes that the release which a push changes has another commit than when the push was queued. */
    public void changeCommit(long id, String commit) {
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE pushes SET commit_id = :commit WHERE id = :id")
                .bind("id", id)
                .bind("commit", commit)
                .execute());
    }

    /** The commit point of a push that changes nothing that runs: from here on its ref moves, whatever happens. */
    public void decideUnchanged(long id, long liveRelease) {
        database.decide(handle -> {
            handle.createUpdate("UPDATE pushes SET state = 'unchanged', release_number = :release WHERE id = :id")
                    .bind("id", id)
                    .bind("release", liveRelease)
                    .execute();
            BaseImageLocks.settle(handle, id);
        });
    }

    /** Ends a push whose commit point has passed. What can't be written now is written later. */
    public void finish(long id) {
        database.eventually("the end of push " + id, () -> writeEnd(id));
    }

    private void writeEnd(long id) {
        database.decide(handle -> handle.createUpdate(
                        "UPDATE pushes SET finished_at = :now WHERE id = :id AND finished_at IS NULL")
                .bind("id", id)
                .bind("now", clock.millis())
                .execute());
    }

    /**
     * Ends a push that deployed nothing; without effect on one whose commit point has passed. What can't be written now is
     * written later.
     */
    public void finish(long id, PushState state, String reason) {
        database.eventually("the end of push " + id, () -> writeEnd(id, state, reason));
    }

    private void writeEnd(long id, PushState state, String reason) {
        database.decide(handle -> handle.createUpdate("""
                        UPDATE pushes SET state = :state, reason = :reason, finished_at = :now
                        WHERE id = :id AND state IN ('queued', 'running')
                        """)
                .bind("id", id)
                .bind("state", state.text())
                .bind("reason", LogText.inOneLine(reason))
                .bind("now", clock.millis())
                .execute());
    }

    public Optional<PushRecord> find(long environmentId, long id) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT * FROM pushes WHERE id = :id AND environment_id = :environment")
                        .bind("id", id)
                        .bind("environment", environmentId)
                        .map(PushJournal::read)
                        .findOne());
    }

    /** The newest pushes, newest first. */
    public List<PushRecord> newest(long environmentId, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT * FROM pushes WHERE environment_id = :environment ORDER BY id DESC LIMIT :limit")
                .bind("environment", environmentId)
                .bind("limit", limit)
                .map(PushJournal::read)
                .list());
    }

    /** The pushes without a time of finish, oldest first: at start, those that the last run of the server left. */
    public List<PushRecord> unfinished() {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT * FROM pushes WHERE finished_at IS NULL ORDER BY id")
                        .map(PushJournal::read)
                        .list());
    }

    /** Whether a later push of the environment has passed its commit point too: the deploy branch belongs to that one. */
    public boolean hasSuccessor(PushRecord push) {
        // A rollback to what is live already is unchanged without a release: it has no say in where the branch is, and
        // neither has a push that brings no commit.
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT EXISTS (
                            SELECT 1 FROM pushes
                            WHERE environment_id = :environment AND id > :id
                              AND state IN ('live', 'unchanged') AND release_number IS NOT NULL
                              AND kind NOT IN ('restart', 'scale', 'remove'))
                        """)
                .bind("environment", push.environmentId())
                .bind("id", push.id())
                .mapTo(Boolean.class)
                .one());
    }

    private long insert(Arrival arrival, PushState state, Optional<Instant> finishedAt) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        INSERT INTO pushes
                            (environment_id, kind, target_release, forced_from, pushed_by, branch, commit_id, subject,
                             state, started_at, finished_at)
                        VALUES (:environment, :kind, :target, :forcedFrom, :by, :branch, :commit, :subject,
                                :state, :now, :finished)
                        RETURNING id
                        """)
                .bind("environment", arrival.environmentId())
                .bind("kind", arrival.kind().text())
                .bind("target", arrival.targetRelease())
                .bind("forcedFrom", arrival.forcedFrom())
                .bind("by", arrival.by())
                .bind("branch", arrival.branch())
                .bind("commit", arrival.commit())
                .bind("subject", arrival.subject())
                .bind("state", state.text())
                .bind("now", clock.millis())
                .bind("finished", finishedAt.map(Instant::toEpochMilli))
                .mapTo(Long.class)
                .one());
    }

    private static PushRecord read(ResultSet row, StatementContext context) throws SQLException {
        return new PushRecord(
                row.getLong("id"),
                row.getLong("environment_id"),
                PushKind.of(row.getString("kind")),
                PushState.of(row.getString("state")),
                PushStage.of(row.getString("stage")),
                row.getString("branch"),
                row.getString("commit_id"),
                row.getString("subject"),
                row.getString("pushed_by"),
                number(row, "release_number"),
                number(row, "target_release"),
                Optional.ofNullable(row.getString("forced_from")),
                Instant.ofEpochMilli(row.getLong("started_at")),
                number(row, "finished_at").map(Instant::ofEpochMilli),
                row.getString("reason"));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
