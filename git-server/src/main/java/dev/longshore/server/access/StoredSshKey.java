package dev.longshore.server.access;

import java.time.Instant;
import java.util.Optional;

/**
 * A key of a user's.
 *
 * @param lastUsedAt to the minute
 */
public record StoredSshKey(long id, SshPublicKey key, Instant addedAt, Optional<Instant> lastUsedAt) {}
