package dev.longshore.cli.server;

import java.time.Instant;
import java.util.Optional;

/**
 * One of the caller's keys.
 *
 * @param fingerprint {@code SHA256:…}
 * @param comment may be empty
 */
public record SshKey(
        long id,
        String type,
        long bits,
        String fingerprint,
        String comment,
        Instant addedAt,
        Optional<Instant> lastUsedAt) {
    /** Whether a person who names a key so can mean this one. */
    public boolean isCalled(String name) {
        return !name.isEmpty()
                && (name.equals(comment) || name.equals(fingerprint) || ("SHA256:" + name).equals(fingerprint));
    }

    public String title() {
        return (comment + " " + fingerprint).strip();
    }
}
