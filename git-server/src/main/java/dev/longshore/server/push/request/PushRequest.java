package dev.longshore.server.push.request;

import dev.longshore.server.store.PushKind;
import dev.longshore.server.store.StoredEnvironment;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * What someone wants to run.
 *
 * @param ref the full name of the deploy branch
 * @param commit for a rollback the one of the release that it brings back, for a change the one that is live
 * @param subject the first line of the commit's message
 * @param by the name of the user who pushes
 * @param targetRelease the number of the release that a rollback brings back
 * @param forcedFrom what the deploy branch must be at so that a commit which doesn't descend from it may replace it
 * @param change what is changed in the live release, for a push that brings no commit
 */
public record PushRequest(
        StoredEnvironment environment,
        PushKind kind,
        String ref,
        ObjectId commit,
        String subject,
        String by,
        Optional<Long> targetRelease,
        Optional<ObjectId> forcedFrom,
        Optional<MicroserviceChange> change) {
    /** A push that brings a commit or goes back to one. */
    public PushRequest(
            StoredEnvironment environment,
            PushKind kind,
            String ref,
            ObjectId commit,
            String subject,
            String by,
            Optional<Long> targetRelease,
            Optional<ObjectId> forcedFrom) {
        this(environment, kind, ref, commit, subject, by, targetRelease, forcedFrom, Optional.empty());
    }

    public PushRequest withSubject(String other) {
        return new PushRequest(environment, kind, ref, commit, other, by, targetRelease, forcedFrom, change);
    }

    /** The branch's name without {@code refs/heads/}. */
    public String branch() {
        return Repository.shortenRefName(ref);
    }

    public boolean waitsForItsTurn() {
        return kind != PushKind.DRY_RUN;
    }

    public boolean asksForTheSameAs(PushRequest other) {
        return environment.id() == other.environment.id()
                && kind == other.kind
                && ref.equals(other.ref)
                && commit.equals(other.commit)
                && targetRelease.equals(other.targetRelease)
                && change.equals(other.change);
    }

    /** Whether a push that waits deploys nothing of its own any more once this one has: if its commit is part of ours. */
    public boolean mayReplace(PushRequest waiting) {
        return waiting.kind == PushKind.DEPLOY
                && (kind == PushKind.DEPLOY || kind == PushKind.REBUILD)
                && waiting.ref.equals(ref);
    }
}
