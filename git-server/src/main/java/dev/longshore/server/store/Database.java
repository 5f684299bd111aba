package dev.longshore.server.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.HandleConsumer;
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
    private final Lease lease;

    private Database(Jdbi jdbi, Lease lease) {
        this.jdbi = jdbi;
        this.lease = lease;
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
        return new Database(Jdbi.create(source), Lease.NONE);
    }

    /** The same database for the one that decides what becomes of pushes; ends the right of all that had it before. */
    public Database takeLease(Clock clock) {
        return new Database(jdbi, jdbi.inTransaction(handle -> Lease.take(handle, clock)));
    }

    /** Larger than that of every lease before; 0 without a lease. */
    long fence() {
        return lease.fence();
    }

    /**
     * Writes, in a transaction, what only the server with the lease may decide.
     *
     * @throws LeaseLostException when another server has taken the lease; nothing is written
     */
    <X extends Exception> void decide(HandleConsumer<X> writing) throws X {
        jdbi.useTransaction(handle -> {
            lease.require(handle);
            writing.useHandle(handle);
        });
    }

    /**
     * For what is decided outside of the database.
     *
     * @throws LeaseLostException when another server has taken the lease
     */
    public void requireLease() {
        jdbi.useHandle(lease::require);
    }

    /** For the classes that own tables. */
    public Jdbi jdbi() {
        return jdbi;
    }
}
