package dev.longshore.server.store;

import dev.longshore.project.problem.IoReason;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What keeps the server's data from being written at the moment, and is nobody's mistake in the project: a full disk, a
 * database that another program has locked.
 *
 * @param what for a person, without a full stop
 * @param remedy what to do, a sentence without a full stop
 */
public record StorageFault(String what, String remedy) {
    public static final StorageFault FULL =
            new StorageFault("the disk with the server's data is full", "Free some space there and try again");
    private static final StorageFault LOCKED = new StorageFault(
            "the server's database is locked by another program", "Try again when that program is done with it");
    private static final StorageFault UNWRITABLE = new StorageFault(
            "the server's database can't be written",
            "See whether its disk is full, read-only or broken, and try again");

    /** Extended result codes have the primary one in their lowest byte (sqlite.org/rescode.html). */
    private static final int PRIMARY = 0xff;

    /** The fault behind an error; empty when it has another cause. */
    public static Optional<StorageFault> of(Throwable thrown) {
        if (IoReason.isFullDisk(thrown)) {
            return Optional.of(FULL);
        }
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLiteException failure) {
                // The only write of SQLite's whose failure can't be told as "full" lengthens its shared memory's file.
                return failure.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE
                        ? Optional.of(FULL)
                        : of(failure.getResultCode().code & PRIMARY);
            }
        }
        return Optional.empty();
    }

    /** {@code what. Remedy} */
    public String text() {
        return what + ". " + remedy;
    }

    private static Optional<StorageFault> of(int primaryCode) {
        if (primaryCode == SQLiteErrorCode.SQLITE_BUSY.code || primaryCode == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return Optional.of(LOCKED);
        }
        // SQLite can't make its journal's files on a full disk, which is "can't open" to it.
        if (primaryCode == SQLiteErrorCode.SQLITE_FULL.code || primaryCode == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return Optional.of(FULL);
        }
        return primaryCode == SQLiteErrorCode.SQLITE_IOERR.code || primaryCode == SQLiteErrorCode.SQLITE_READONLY.code
                ? Optional.of(UNWRITABLE)
                : Optional.empty();
    }
}
