package dev.longshore.server.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A push as the journal has it.
 *
 * @param branch without {@code refs/heads/}
 * @param commit the pushed commit's id in hexadecimal
 * @param by the name of the user who pushed
 * @param release the number of the release that it made or kept live
 * @param finishedAt empty while it is on its way
 * @param reason why it didn't become live, in a few words; else empty
 */
public record PushRecord(
        long id,
        long environmentId,
        PushState state,
        String branch,
        String commit,
        String subject,
        String by,
        Optional<Long> release,
        Instant startedAt,
        Optional<Instant> finishedAt,
        String reason) {}
