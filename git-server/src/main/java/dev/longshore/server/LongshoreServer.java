package dev.longshore.server;

import dev.longshore.project.route.GatewayAddress;
import dev.longshore.server.access.AccessToken;
import dev.longshore.server.access.Authenticator;
import dev.longshore.server.access.FailedLogins;
import dev.longshore.server.access.RequestsAtOnce;
import dev.longshore.server.access.Role;
import dev.longshore.server.access.SshKeys;
import dev.longshore.server.access.Users;
import dev.longshore.server.api.Api;
import dev.longshore.server.api.LiveBases;
import dev.longshore.server.git.GitHttp;
import dev.longshore.server.git.GitServices;
import dev.longshore.server.git.RepositoryDoor;
import dev.longshore.server.limits.Admission;
import dev.longshore.server.limits.DiskSpace;
import dev.longshore.server.log.PushLogs;
import dev.longshore.server.maintenance.Housekeeping;
import dev.longshore.server.maintenance.Leftovers;
import dev.longshore.server.maintenance.OldLogs;
import dev.longshore.server.maintenance.ReceiveActivity;
import dev.longshore.server.maintenance.Retained;
import dev.longshore.server.maintenance.Retention;
import dev.longshore.server.push.LiveChanges;
import dev.longshore.server.push.LiveSecrets;
import dev.longshore.server.push.PushService;
import dev.longshore.server.push.queue.EnvironmentLocks;
import dev.longshore.server.push.recovery.Recovery;
import dev.longshore.server.push.step.Rooms;
import dev.longshore.server.reconcile.Reconciler;
import dev.longshore.server.repository.IsolatedSystemReader;
import dev.longshore.server.repository.Repositories;
import dev.longshore.server.ssh.GitSsh;
import dev.longshore.server.store.BaseImageLocks;
import dev.longshore.server.store.BuildJournal;
import dev.longshore.server.store.Database;
import dev.longshore.server.store.DiskReserve;
import dev.longshore.server.store.EndedPushes;
import dev.longshore.server.store.Environments;
import dev.longshore.server.store.PushJournal;
import dev.longshore.server.store.ReleaseJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server. At start it takes the data directory and the port, ends what its last run left, and only then
 * listens; at its end it does the same backwards and lets a push that runs come to its end.
 */
public final class LongshoreServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LongshoreServer.class);

    private final Settings settings;
    private final DataDirectory.Lock lock;
    private final Users users;
    private final WebServer web;
    private final GitSsh ssh;
    private final PushService pushes;
    private final Reconciler reconciler;
    private final GitServices git;
    private final Housekeeping housekeeping;
    private final Retention retention;
    private final int port;

    /** @param taken gets, in this order, what has to be given back when this throws */
    private LongshoreServer(
            Settings settings,
            DataDirectory.Lock lock,
            RoomsFactory factory,
            DataDirectory data,
            Database database,
            Deque<AutoCloseable> taken)
            throws Exception {
        this.settings = settings;
        this.lock = lock;
        IsolatedSystemReader.install();
        Clock clock = Clock.systemUTC();
        this.users = new Users(database, clock);
        this.web = new WebServer(settings.http());
        this.port = web.bind(settings.addresses().http());
        taken.push(() -> {
            web.stopAccepting();
            web.stop();
        });

        Environments environments = new Environments(database, clock);
        PushJournal pushJournal = new PushJournal(database, clock);
        ReleaseJournal releases = new ReleaseJournal(database, clock);
        BuildJournal builds = new BuildJournal(database, clock);
        BaseImageLocks bases = new BaseImageLocks(database, clock);
        PushLogs logs = new PushLogs(data.logs());
        Repositories repositories = new Repositories(data.repositories());
        EnvironmentLocks locks = new EnvironmentLocks();
        GatewayAddress gateway = new GatewayAddress(
                settings.addresses().domain(), settings.addresses().gateway());
        Rooms rooms = factory.create(data, gateway);

        Leftovers.remove(data.repositories());
        Recovery recovery = new Recovery(environments, pushJournal, releases, builds, logs, repositories);
        recovery.run();
        LiveSecrets liveSecrets = new LiveSecrets();
        this.reconciler = new Reconciler(
                database::requireLease,
                environments,
                releases,
                locks,
                rooms.cluster(),
                liveSecrets,
                settings.times().reconcilePeriod(),
                clock);
        DiskSpace disk = DiskSpace.of(settings.dataDirectory());
        EndedPushes endedPushes = new EndedPushes(database);
        this.retention = new Retention(
                database::requireLease,
                environments,
                new Retained(releases, builds, settings.keptReleases()),
                new OldLogs(endedPushes, logs, settings.keptReleases()),
                rooms.images(),
                disk,
                clock);
        taken.push(retention);
        this.pushes = new PushService(
                rooms,
                new PushService.Journals(pushJournal, builds, releases, bases),
                logs,
                liveSecrets,
                repositories,
                locks,
                retention,
                new DiskReserve(data.reserve()),
                recovery,
                new PushService.Options(
                        settings.times().heartbeat(),
                        settings.imagesAtOnce(),
                        settings.times().imageDeadline(),
                        settings.times().pushDeadline(),
                        settings.keptReleases(),
                        gateway,
                        url(port),
                        settings.limits().tree()),
                clock);
        taken.push(() -> pushes.close(Duration.ZERO));
        taken.push(reconciler);
        ReceiveActivity activity = new ReceiveActivity();
        this.git = new GitServices(
                pushes, releases, logs, new Admission(settings.limits(), disk, retention::makeRoom, clock), activity);
        taken.push(git);
        this.housekeeping = new Housekeeping(environments, endedPushes, repositories, activity, clock);
        taken.push(housekeeping);
        RepositoryDoor door = new RepositoryDoor(environments, repositories);
        SshKeys sshKeys = new SshKeys(database, clock);
        RequestsAtOnce requests = new RequestsAtOnce(settings.http().requestsPerUser());
        this.ssh = GitSsh.start(
                settings.addresses().ssh(),
                data.hostKeys(),
                new GitSsh.Repertoire(sshKeys, requests, door, repositories, git),
                clock);
        taken.push(ssh);
        reconciler.start();
        housekeeping.start();
        retention.start();
        web.start(
                new Authenticator(users, new FailedLogins(clock), requests),
                new GitHttp(door, repositories, git),
                new Api(
                        environments,
                        pushes,
                        new LiveChanges(pushes, releases, repositories, clock),
                        pushJournal,
                        releases,
                        locks,
                        liveSecrets,
                        logs,
                        rooms.cluster(),
                        reconciler,
                        gateway,
                        sshKeys,
                        ssh,
                        bases,
                        new LiveBases(releases, repositories)));
    }

    /**
     * Starts a server; it listens when this returns.
     *
     * @throws IllegalStateException when the data directory or a port is in use; the message is meant for a person
     */
    public static LongshoreServer start(Settings settings, RoomsFactory rooms) throws Exception {
        return start(
                settings, rooms, file -> Database.open(file, settings.times().databaseWait()));
    }

    /** @param opening how the database is opened, once the data directory is this server's own */
    static LongshoreServer start(Settings settings, RoomsFactory rooms, Function<Path, Database> opening)
            throws Exception {
        DataDirectory data = DataDirectory.open(settings.dataDirectory());
        DataDirectory.Lock lock = data.lock();
        Deque<AutoCloseable> taken = new ArrayDeque<>();
        taken.push(lock);
        try {
            Database database = opening.apply(data.database()).takeLease(Clock.systemUTC());
            return new LongshoreServer(settings, lock, rooms, data, database, taken);
        } catch (Exception | Error e) {
            giveBack(taken, e);
            throw e;
        }
    }

    private static void giveBack(Deque<AutoCloseable> taken, Throwable cause) {
        for (AutoCloseable each : taken) {
            try {
                each.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                cause.addSuppressed(e);
            }
        }
    }

    /** {@code http://localhost:8080}, without a '/' at its end. */
    public String url() {
        return url(port);
    }

    public int port() {
        return port;
    }

    /** {@code ssh://git@localhost:2222}, without a '/' at its end. */
    public String sshUrl() {
        return ssh.url();
    }

    public int sshPort() {
        return ssh.port();
    }

    /** Gives a user, made when there is none of that name, a role and a new access token. */
    public AccessToken issueToken(String user, Role role) {
        return users.issueToken(user, role);
    }

    @Override
    public void close() throws IOException {
        try {
            web.stopAccepting();
            ssh.stopAccepting();
            housekeeping.close();
            pushes.close(settings.times().stopGrace());
            retention.close();
            reconciler.close();
            ssh.close();
            web.stop();
            git.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("the server didn't stop in good order", e);
        } finally {
            lock.close();
        }
    }

    private static String url(int port) {
        return "http://localhost:" + port;
    }
}
