package dev.longshore.cli.server;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** One push, as the server recorded it. */
public record Push(
        long id,
        String state,
        OptionalLong release,
        String commit,
        String branch,
        String subject,
        String by,
        Instant startedAt,
        Optional<Instant> finishedAt,
        String reason) {}
