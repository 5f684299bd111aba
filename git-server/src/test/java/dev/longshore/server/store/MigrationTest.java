package dev.longshore.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A database of an earlier version keeps all it has. */
class MigrationTest {
    @TempDir
    Path directory;

    @Test
    void pushesOfTheFirstVersionKeepTheirRowsAndWhatRefersToThem() {
        Jdbi first = ofFirstVersion();
        first.useHandle(handle -> {
            handle.execute("INSERT INTO projects VALUES (1, 'shop', 0)");
            handle.execute("INSERT INTO environments VALUES (1, 1, 'hasura', 0)");
            handle.execute("INSERT INTO pushes (id, environment_id, pushed_by, branch, commit_id, subject, state,"
                    + " release_number, reason, started_at, finished_at)"
                    + " VALUES (7, 1, 'asha', 'master', 'c0ffee', 'One', 'live', 1, '', 1000, 2000)");
            handle.execute("INSERT INTO pushes (id, environment_id, pushed_by, branch, commit_id, subject, state,"
                    + " started_at) VALUES (8, 1, 'ben', 'master', 'decade', 'Two', 'running', 3000)");
            handle.execute("INSERT INTO builds (id, environment_id, push_id, microservice, reference, decision, reason,"
                    + " started_at) VALUES (1, 1, 7, 'api', 'longshore/shop/api:1', 'build', 'first build', 1500)");
            handle.execute("INSERT INTO releases VALUES (1, 1, 1, 7, 'c0ffee', '{}', 'live', 1800)");
            handle.execute("INSERT INTO release_workloads VALUES (1, 'Deployment', 'user', 'api', 'api')");
        });

        Database now = Database.open(file());

        PushJournal journal = new PushJournal(now, Clock.systemUTC());
        assertThat(journal.find(1, 7)).hasValueSatisfying(push -> {
            assertThat(push.state()).isEqualTo(PushState.LIVE);
            assertThat(push.kind()).isEqualTo(PushKind.DEPLOY);
            assertThat(push.by()).isEqualTo("asha");
            assertThat(push.release()).contains(1L);
            assertThat(push.targetRelease()).isEmpty();
            assertThat(push.movesAnywhere()).isFalse();
        });
        assertThat(journal.unfinished()).singleElement().satisfies(push -> {
            assertThat(push.id()).isEqualTo(8);
            assertThat(push.state()).isEqualTo(PushState.RUNNING);
            assertThat(push.stage()).isEqualTo(PushStage.WAITING);
        });
        assertThat(journal.queue(new PushJournal.Arrival(1, "master", "facade", "Three", "asha")))
                .isEqualTo(9);
        assertThat(rows(now, "SELECT push_id FROM builds UNION ALL SELECT push_id FROM releases"))
                .hasSize(2);
        assertThat(rows(now, "PRAGMA foreign_key_check")).isEmpty();
        assertThat(rows(now, "PRAGMA index_list(pushes)"))
                .extracting(row -> row.get("name"))
                .contains("pushes_of_environment", "unfinished_pushes");
        assertThat(rows(now, "PRAGMA index_list(releases)"))
                .extracting(row -> row.get("name"))
                .contains("releases_of_push");
    }

    /** A number that is left out could never be used later: what is older than what is there isn't applied. */
    @Test
    void noVersionIsLeftOut() {
        Database now = Database.open(file());

        List<Map<String, Object>> versions =
                rows(now, "SELECT CAST(version AS INTEGER) AS version FROM flyway_schema_history ORDER BY 1");

        assertThat(versions).isNotEmpty();
        for (int i = 0; i < versions.size(); i++) {
            assertThat(versions.get(i).get("version")).isEqualTo(i + 1);
        }
    }

    @Test
    void everyKindStateAndStageCanBeWritten() {
        Database database = Database.open(file());
        database.jdbi().useHandle(handle -> {
            handle.execute("INSERT INTO projects VALUES (1, 'shop', 0)");
            handle.execute("INSERT INTO environments (id, project_id, alias, created_at) VALUES (1, 1, 'hasura', 0)");
            for (PushKind kind : PushKind.values()) {
                handle.execute(
                        "INSERT INTO pushes (environment_id, pushed_by, branch, commit_id, subject, state, started_at,"
                                + " kind, target_release) VALUES (1, '', '', '', '', 'queued', 0, ?, ?)",
                        kind.text(),
                        kind == PushKind.ROLLBACK ? 1 : null);
            }
            for (PushState state : PushState.values()) {
                handle.execute("UPDATE pushes SET state = ?", state.text());
            }
            for (PushStage stage : PushStage.values()) {
                handle.execute("UPDATE pushes SET stage = ?", stage.text());
            }
        });

        assertThat(new PushJournal(database, Clock.systemUTC()).newest(1, 10))
                .extracting(PushRecord::kind)
                .containsExactlyInAnyOrder(PushKind.values());
    }

    private Path file() {
        return directory.resolve("longshore.db");
    }

    private Jdbi ofFirstVersion() {
        SQLiteConfig config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file());
        Flyway.configure(MigrationTest.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration")
                .target(MigrationVersion.fromVersion("1"))
                .load()
                .migrate();
        return Jdbi.create(source);
    }

    private static List<Map<String, Object>> rows(Database database, String query) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(query).mapToMap().list());
    }
}
