package dev.longshore.server.access;

import java.util.Locale;

/** What a user is on this server. */
public enum Role {
    ADMIN,
    DEPLOYER,
    VIEWER;

    /** As the database and the API write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
