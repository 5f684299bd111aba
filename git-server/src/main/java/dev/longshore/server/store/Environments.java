package dev.longshore.server.store;

import dev.longshore.project.name.EnvironmentName;
import dev.longshore.project.name.ProjectName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The projects and environments of this server. */
public final class Environments {
    private static final String SELECT = """
            SELECT environments.id, projects.name, environments.alias, environments.force_push
            FROM environments JOIN projects ON projects.id = environments.project_id
            """;

    private final Jdbi jdbi;
    private final Clock clock;

    public Environments(Database database, Clock clock) {
        this.jdbi = database.jdbi();
        this.clock = clock;
    }

    public Optional<StoredEnvironment> find(EnvironmentName name) {
        return jdbi.withHandle(
                handle -> handle.createQuery(SELECT + "WHERE projects.name = :project AND alias = :alias")
                        .bind("project", name.project().value())
                        .bind("alias", name.alias())
                        .map(Environments::read)
                        .findOne());
    }

    /** Makes the environment, and its project, unless it exists. */
    public StoredEnvironment ensure(EnvironmentName name) {
        jdbi.useTransaction(handle -> {
            long now = clock.millis();
            handle.createUpdate("INSERT INTO projects (name, created_at) VALUES (:name, :now) ON CONFLICT DO NOTHING")
                    .bind("name", name.project().value())
                    .bind("now", now)
                    .execute();
            handle.createUpdate("""
                            INSERT INTO environments (project_id, alias, created_at)
                            SELECT id, :alias, :now FROM projects WHERE name = :name ON CONFLICT DO NOTHING
                            """)
                    .bind("name", name.project().value())
                    .bind("alias", name.alias())
                    .bind("now", now)
                    .execute();
        });
        return find(name).orElseThrow();
    }

    public void allowForcePush(long id, boolean allowed) {
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE environments SET force_push = :policy WHERE id = :id")
                .bind("id", id)
                .bind("policy", allowed ? "allow" : "refuse")
                .execute());
    }

    public List<StoredEnvironment> all() {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + "ORDER BY environments.id")
                .map(Environments::read)
                .list());
    }

    private static StoredEnvironment read(ResultSet row, StatementContext context) throws SQLException {
        return new StoredEnvironment(
                row.getLong("id"),
                new EnvironmentName(new ProjectName(row.getString("name")), row.getString("alias")),
                row.getString("force_push").equals("allow"));
    }
}
