package dev.longshore.server.store;

import java.nio.file.Path;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The server's SQLite file. Opening it brings its tables up to date. Several programs may have it open: {@code
 * create-administrator} works while the server runs.
 */
public final class Database {
    private static final Duration LOCK_WAIT = Duration.ofSeconds(15);

    private final Jdbi jdbi;

    private Database(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public static Database open(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // A row that says "live" is a promise: it must be on the disk when the commit returns.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout((int) LOCK_WAIT.toMillis());
        config.enforceForeignKeys(true);
        // A transaction that reads first and writes later would else fail when another one wrote in between.
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return new Database(Jdbi.create(source));
    }

    /** For the classes that own tables. */
    public Jdbi jdbi() {
        return jdbi;
    }
}
