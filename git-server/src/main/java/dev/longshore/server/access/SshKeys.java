package dev.longshore.server.access;

import dev.longshore.server.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The users' keys for SSH. Whoever asks sees what has been added and removed until then. */
public final class SshKeys {
    /** Of one user. */
    public static final int MAX_KEYS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(SshKeys.class);
    private static final Duration LAST_USE_PRECISION = Duration.ofMinutes(1);

    /** Nobody waits long for a note; each use of the database has a connection of its own. */
    private static final Duration NOTE_PATIENCE = Duration.ofMillis(200);

    private static final String SELECT = """
            SELECT ssh_keys.id, type, bits, public_key, fingerprint, comment, added_at, last_used_at
            FROM ssh_keys JOIN users ON users.id = ssh_keys.user_id
            """;

    private final Jdbi jdbi;
    private final Clock clock;

    public SshKeys(Database database, Clock clock) {
        this.jdbi = database.jdbi();
        this.clock = clock;
    }

    /** What became of a key that was to be added. */
    public sealed interface Outcome permits Added, Refused {}

    /** @param isNew false when the user had it already */
    public record Added(StoredSshKey key, boolean isNew) implements Outcome {}

    /** @param reason meant for a person */
    public record Refused(String reason) implements Outcome {}

    public Outcome add(User user, SshPublicKey key) {
        return jdbi.inTransaction(handle -> {
            Optional<StoredSshKey> present = find(handle, user, key.fingerprint());
            if (present.isPresent()) {
                return new Added(present.get(), false);
            }
            if (list(handle, user).size() >= MAX_KEYS) {
                return new Refused("you have " + MAX_KEYS + " keys, which is the most; remove one first");
            }
            int inserted = handle.createUpdate("""
                            INSERT INTO ssh_keys (user_id, fingerprint, type, bits, public_key, comment, added_at)
                            SELECT id, :fingerprint, :type, :bits, :base64, :comment, :now FROM users WHERE name = :user
                            ON CONFLICT (fingerprint) DO NOTHING
                            """)
                    .bindMethods(key)
                    .bind("user", user.name())
                    .bind("now", clock.millis())
                    .execute();
            return inserted == 0
                    ? new Refused("this key is another user's; make one of your own with: ssh-keygen -t ed25519")
                    : new Added(find(handle, user, key.fingerprint()).orElseThrow(), true);
        });
    }

    /** A user's keys, oldest first. */
    public List<StoredSshKey> list(User user) {
        return jdbi.withHandle(handle -> list(handle, user));
    }

    /** Takes a key from its user; returns whether the user had it. */
    public boolean remove(User user, long id) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                DELETE FROM ssh_keys
                                WHERE id = :id AND user_id = (SELECT id FROM users WHERE name = :user)
                                """)
                        .bind("id", id)
                        .bind("user", user.name())
                        .execute())
                > 0;
    }

    public boolean isKnown(String fingerprint) {
        return owner(fingerprint).isPresent();
    }

    /** Notes that a key is used, if that can be written now, and returns whose it is, with the role that they have. */
    public Optional<User> use(String fingerprint) {
        Optional<User> owner = owner(fingerprint);
        if (owner.isPresent()) {
            note(fingerprint);
        }
        return owner;
    }

    private void note(String fingerprint) {
        try {
            jdbi.useHandle(handle -> {
                handle.execute("PRAGMA busy_timeout = " + NOTE_PATIENCE.toMillis());
                handle.createUpdate("""
                                UPDATE ssh_keys SET last_used_at = :now
                                WHERE fingerprint = :fingerprint AND (last_used_at IS NULL OR last_used_at <= :before)
                                """)
                        .bind("fingerprint", fingerprint)
                        .bind("now", clock.millis())
                        .bind(
                                "before",
                                clock.instant().minus(LAST_USE_PRECISION).toEpochMilli())
                        .execute();
            });
        } catch (JdbiException e) {
            LOG.debug("the use of key {} can't be noted", fingerprint, e);
        }
    }

    private Optional<User> owner(String fingerprint) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT users.name, users.role FROM ssh_keys JOIN users ON users.id = ssh_keys.user_id
                        WHERE fingerprint = :fingerprint
                        """)
                .bind("fingerprint", fingerprint)
                .map((row, context) -> new User(row.getString("name"), Role.of(row.getString("role"))))
                .findOne());
    }

    private static List<StoredSshKey> list(Handle handle, User user) {
        return handle.createQuery(SELECT + "WHERE users.name = :user ORDER BY ssh_keys.id")
                .bind("user", user.name())
                .map(SshKeys::read)
                .list();
    }

    private static Optional<StoredSshKey> find(Handle handle, User user, String fingerprint) {
        return handle.createQuery(SELECT + "WHERE users.name = :user AND fingerprint = :fingerprint")
                .bind("user", user.name())
                .bind("fingerprint", fingerprint)
                .map(SshKeys::read)
                .findOne();
    }

    private static StoredSshKey read(ResultSet row, StatementContext context) throws SQLException {
        long used = row.getLong("last_used_at");
        return new StoredSshKey(
                row.getLong("id"),
                new SshPublicKey(
                        row.getString("type"),
                        row.getInt("bits"),
                        row.getString("public_key"),
                        row.getString("fingerprint"),
                        row.getString("comment")),
                Instant.ofEpochMilli(row.getLong("added_at")),
                used == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(used)));
    }
}
