package dev.longshore.server.push;

import dev.longshore.server.access.User;
import dev.longshore.server.push.change.ChangedRelease;
import dev.longshore.server.push.change.ReleaseChanges;
import dev.longshore.server.push.request.MicroserviceChange;
import dev.longshore.server.push.request.PushRejectedException;
import dev.longshore.server.push.request.PushRequest;
import dev.longshore.server.repository.DeployBranch;
import dev.longshore.server.repository.Repositories;
import dev.longshore.server.store.LiveRelease;
import dev.longshore.server.store.ReleaseJournal;
import dev.longshore.server.store.StoredEnvironment;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Takes changes that come without a commit, and sends them on the way of a push. */
public final class LiveChanges {
    private final PushService service;
    private final ReleaseJournal releases;
    private final Repositories repositories;
    private final Clock clock;

    public LiveChanges(PushService service, ReleaseJournal releases, Repositories repositories, Clock clock) {
        this.service = service;
        this.releases = releases;
        this.repositories = repositories;
        this.clock = clock;
    }

    /** It can't be done to what is live; the message is for a person. */
    public static final class RefusedChangeException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedChangeException(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    /**
     * Queues a change, which is looked at again when it is its turn.
     *
     * @return the push that it is
     * @throws IllegalStateException when the server is stopping; the message is meant for a person
     */
    public long request(StoredEnvironment environment, LiveRelease live, MicroserviceChange change, User by)
            throws IOException, RefusedChangeException {
        try {
            ChangedRelease unused =
                    new ReleaseChanges(live, releases.nextNumber(environment.id()), clock.instant()).apply(change);
        } catch (PushRejectedException e) {
            throw new RefusedChangeException(e);
        }
        try (Repository repository = repositories.ensure(environment.name().project())) {
            PushRequest request = new PushRequest(
                    environment,
                    change.kind(),
                    new DeployBranch(repository).decided().orElse(Constants.R_HEADS + Constants.MASTER),
                    ObjectId.fromString(live.release().commit()),
                    change.description(),
                    by.name(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(change));
            return service.accept(request, repository).id();
        }
    }
}
