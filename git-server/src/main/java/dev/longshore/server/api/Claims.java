package dev.longshore.server.api;

import dev.longshore.deployer.ClaimData;
import dev.longshore.deployer.ClaimException;
import dev.longshore.project.release.Release;
import dev.longshore.server.push.queue.EnvironmentLocks;
import dev.longshore.server.store.LiveRelease;
import dev.longshore.server.store.ReleaseJournal;
import dev.longshore.server.store.StoredEnvironment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** What the endpoints about claims have in common: whose they are, and keeping rollouts off while one is worked on. */
final class Claims {
    /** Longer than a look at what runs takes, and shorter than most rollouts. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EnvironmentLookup lookup;
    private final ReleaseJournal releases;
    private final EnvironmentLocks locks;
    private final ClaimData data;

    Claims(EnvironmentLookup lookup, ReleaseJournal releases, EnvironmentLocks locks, ClaimData data) {
        this.lookup = lookup;
        this.releases = releases;
        this.locks = locks;
        this.data = data;
    }

    ClaimData data() {
        return data;
    }

    StoredEnvironment environment(Call call) throws ApiException {
        return lookup.find(call.name(0), call.name(1));
    }

    Optional<Release> live(StoredEnvironment environment) {
        return releases.live(environment.id()).map(LiveRelease::release);
    }

    /** Refuses when a push is rolling out. */
    void requireNoRollout(StoredEnvironment environment) throws ApiException {
        alone(environment, live -> {});
    }

    /** Does something with the live release that no rollout and no repair may come between. */
    void alone(StoredEnvironment environment, Consumer<Optional<Release>> work) throws ApiException {
        ReentrantLock lock = locks.of(environment.id());
        try {
            if (!lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw ApiException.conflict(
                        environment.name() + " is being changed at the moment; try again when that is done");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiException.unavailable("the server is stopping");
        }
        try {
            work.accept(live(environment));
        } finally {
            lock.unlock();
        }
    }

    static ApiException problem(ClaimException e) {
        return switch (e.reason()) {
            case MISSING -> ApiException.notFound(e.getMessage());
            case IN_USE -> ApiException.conflict(e.getMessage());
            case BAD_ARCHIVE -> ApiException.badRequest(e.getMessage());
            case FAILED -> ApiException.unavailable(e.getMessage());
        };
    }
}
