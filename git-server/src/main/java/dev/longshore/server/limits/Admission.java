package dev.longshore.server.limits;

import dev.longshore.project.progress.ProgressText;
import dev.longshore.server.access.User;
import dev.longshore.server.store.StoredEnvironment;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a push or a fetch may begin now. One for the whole server, whatever the transport. */
public final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final GitLimits limits;
    private final DiskSpace disk;
    private final Runnable makeRoom;
    private final RateLimit rate;
    private final ConnectionLimit pushes;
    private final ConnectionLimit fetches;
    private final PackPermits packs;

    /** Something that was let in; closing it makes room for the next. */
    public interface Admitted extends AutoCloseable {
        @Override
        void close();
    }

    /** @param makeRoom frees what can be spared of the disk, before a push is refused for want of room */
    public Admission(GitLimits limits, DiskSpace disk, Runnable makeRoom, Clock clock) {
        GitLimits.Traffic traffic = limits.traffic();
        this.limits = limits;
        this.disk = disk;
        this.makeRoom = makeRoom;
        this.rate = new RateLimit(traffic.pushesPerHour(), clock);
        this.pushes = new ConnectionLimit("pushes", traffic.pushesOfUser(), traffic.pushes());
        this.fetches = new ConnectionLimit("fetches", traffic.fetchesOfUser(), traffic.fetches());
        this.packs = new PackPermits(traffic.packsAtOnce());
    }

    /** The limits that it keeps. */
    public GitLimits limits() {
        return limits;
    }

    /** Lets a fetch in. */
    public Admitted fetch(User user) throws LimitExceededException {
        return fetches.enter(user.name());
    }

    /** Lets the connection of a push in, which may then watch the push to its end. */
    public Admitted push(User user) throws LimitExceededException {
        return pushes.enter(user.name());
    }

    /** Checks, before anything of a push is kept, how often its user has pushed and whether the disk has room. */
    public void checkPush(StoredEnvironment environment, User user) throws LimitExceededException {
        checkDisk();
        Optional<Duration> wait = rate.take(environment.id() + " " + user.name());
        if (wait.isPresent()) {
            throw new LimitExceededException(user.name() + " has pushed to " + environment.name() + " "
                    + limits.traffic().pushesPerHour() + " times within an hour, which is the limit; try again in "
                    + ProgressText.duration(wait.get()));
        }
    }

    /** Waits until a pack may be unpacked: that takes memory, so only a few are at the same time. */
    public Admitted pack(User user, Duration patience) throws LimitExceededException {
        return packs.take(user.name(), patience);
    }

    private void checkDisk() throws LimitExceededException {
        if (missing().isEmpty()) {
            return;
        }
        makeRoom.run();
        Optional<Missing> missing = missing();
        if (missing.isPresent()) {
            throw new LimitExceededException("the server's disk is nearly full ("
                    + ByteSize.text(missing.get().free()) + " free, "
                    + ByteSize.text(missing.get().needed()) + " are needed), and it holds no images that could be"
                    + " spared; whoever runs the server must make room");
        }
    }

    private record Missing(long free, long needed) {}

    private Optional<Missing> missing() {
        DiskSpace.Room room;
        try {
            room = disk.room();
        } catch (RuntimeException e) {
            LOG.warn("the free space is unknown, so it isn't limited", e);
            return Optional.empty();
        }
        long needed = Math.max(
                limits.disk().bytes(), room.size() / 100 * limits.disk().percent());
        return room.free() < needed ? Optional.of(new Missing(room.free(), needed)) : Optional.empty();
    }
}
