package dev.longshore.cli.server;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One push, as the server recorded it.
 *
 * @param kind what it asked for: {@code deploy}, {@code rollback} …
 */
public record Push(
        long id,
        String kind,
        String state,
        OptionalLong release,
        String commit,
        String branch,
        String subject,
        String by,
        Instant startedAt,
        Optional<Instant> finishedAt,
        String reason) {}
