package dev.longshore.server.access;

import dev.longshore.server.store.Database;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;

/** The users and their access tokens. */
public final class Users {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    private final Jdbi jdbi;
    private final Clock clock;

    public Users(Database database, Clock clock) {
        this.jdbi = database.jdbi();
        this.clock = clock;
    }

    /**
     * Makes a user, or gives an existing one this role, and issues a new token. Earlier tokens stay valid.
     *
     * @throws IllegalArgumentException when the name isn't one; the message is meant for a person
     */
    public AccessToken issueToken(String name, Role role) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a user's name has 1 to 64 letters, digits, '.', '_', '@' or '-'"
                    + " and starts with a letter or a digit");
        }
        AccessToken token = AccessToken.random();
        jdbi.useTransaction(handle -> {
            handle.createUpdate("""
                            INSERT INTO users (name, role, created_at) VALUES (:name, :role, :now)
                            ON CONFLICT (name) DO UPDATE SET role = excluded.role
                            """)
                    .bind("name", name)
                    .bind("role", role.text())
                    .bind("now", clock.millis())
                    .execute();
            handle.createUpdate("""
                            INSERT INTO access_tokens (hash, user_id, created_at)
                            SELECT :hash, id, :now FROM users WHERE name = :name
                            """)
                    .bind("hash", token.hash())
                    .bind("name", name)
                    .bind("now", clock.millis())
                    .execute();
        });
        return token;
    }

    /** The user that a token stands for. */
    Optional<User> find(AccessToken token) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT users.name, users.role
                        FROM access_tokens JOIN users ON users.id = access_tokens.user_id
                        WHERE access_tokens.hash = :hash
                        """)
                .bind("hash", token.hash())
                .map((row, context) -> new User(row.getString("name"), Role.of(row.getString("role"))))
                .findOne());
    }
}
