package dev.longshore.server.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A push as the journal has it.
 *
 * @param stage how far it is, or was when it ended
 * @param branch without {@code refs/heads/}; for a rollback the deploy branch
 * @param commit the id in hexadecimal of the commit that is pushed, that a rollback brings back, or that was live when
 *     something was changed without one
 * @param by the name of the user who pushed
 * @param release the number of the release that it made or kept live
 * @param targetRelease the number of the release that a rollback brings back
 * @param forcedFrom where the branch was, in hexadecimal, when a force push may take it elsewhere than forward from there
 * @param finishedAt empty while it is on its way
 * @param reason why it didn't become live, in a few words; else empty
 */
public record PushRecord(
        long id,
        long environmentId,
        PushKind kind,
        PushState state,
        PushStage stage,
        String branch,
        String commit,
        String subject,
        String by,
        Optional<Long> release,
        Optional<Long> targetRelease,
        Optional<String> forcedFrom,
        Instant startedAt,
        Optional<Instant> finishedAt,
        String reason) {
    /** Whether its commit point has passed. */
    public boolean isCommitted() {
        return state == PushState.LIVE || state == PushState.UNCHANGED;
    }

    /** Whether its branch may go elsewhere than forward. */
    public boolean movesAnywhere() {
        return kind == PushKind.ROLLBACK || forcedFrom.isPresent();
    }
}
