package dev.longshore.server.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
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
    /** How long others may hold the database before a write fails. */
    public static final Duration DEFAULT_LOCK_WAIT = Duration.ofSeconds(15);

    private final Jdbi jdbi;
    private final Lease lease;
    private final LateWrites lateWrites;

    /** Keeps SQLite's shared memory in being: on a full disk it couldn't be made anew, not even to read. */
    @SuppressWarnings({"unused", "FieldCanBeLocal"})
    private final Connection anchor;

    private Database(Jdbi jdbi, Lease lease, LateWrites lateWrites, Connection anchor) {
        this.jdbi = jdbi;
        this.lease = lease;
        this.lateWrites = lateWrites;
        this.anchor = anchor;
    }

    public static Database open(Path file) {
        return open(file, DEFAULT_LOCK_WAIT);
    }

    /** @param lockWait how long a write waits for another program's */
    public static Database open(Path file, Duration lockWait) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // A row that says "live" is a promise: it must be on the disk when the commit returns.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(Math.toIntExact(lockWait.toMillis()));
        config.enforceForeignKeys(true);
        // A transaction that reads first and writes later would else fail when another one wrote in between.
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        Connection anchor = anchor(source, file);
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return new Database(Jdbi.create(source), Lease.NONE, new LateWrites(), anchor);
    }

    /** The same database for the one that decides what becomes of pushes; ends the right of all that had it before. */
    public Database takeLease(Clock clock) {
        return new Database(jdbi, jdbi.inTransaction(handle -> Lease.take(handle, clock)), lateWrites, anchor);
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

    private static Connection anchor(SQLiteDataSource source, Path file) {
        try {
            return source.getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException("the database " + file + " can't be opened: " + e.getMessage(), e);
        }
    }

    /**
     * Makes a write now, or as soon as the disk has room again or the database is unlocked.
     *
     * @param write does no harm when it is made twice, and is made by the next start of the server too
     */
    void eventually(String what, Runnable write) {
        lateWrites.make(what, write);
    }

    /** For the classes that own tables. */
    public Jdbi jdbi() {
        return jdbi;
    }
}
