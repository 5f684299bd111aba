package dev.longshore.server;

import dev.longshore.project.route.GatewayAddress;
import dev.longshore.server.access.AccessToken;
import dev.longshore.server.access.Role;
import dev.longshore.server.access.Users;
import dev.longshore.server.api.Api;
import dev.longshore.server.git.GitHttp;
import dev.longshore.server.git.GitServices;
import dev.longshore.server.git.RepositoryDoor;
import dev.longshore.server.log.PushLogs;
import dev.longshore.server.push.EnvironmentLocks;
import dev.longshore.server.push.PushService;
import dev.longshore.server.push.Recovery;
import dev.longshore.server.push.Rooms;
import dev.longshore.server.reconcile.Reconciler;
import dev.longshore.server.repository.IsolatedSystemReader;
import dev.longshore.server.repository.Repositories;
import dev.longshore.server.store.BuildJournal;
import dev.longshore.server.store.Database;
import dev.longshore.server.store.Environments;
import dev.longshore.server.store.PushJournal;
import dev.longshore.server.store.ReleaseJournal;
import java.io.IOException;
import java.time.Clock;
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
    private final PushService pushes;
    private final Reconciler reconciler;
    private final int port;

    private LongshoreServer(Settings settings, DataDirectory.Lock lock, RoomsFactory factory, DataDirectory data)
            throws Exception {
        this.settings = settings;
        this.lock = lock;
        IsolatedSystemReader.install();
        Clock clock = Clock.systemUTC();
        Database database = Database.open(data.database(), settings.databaseWait());
        this.users = new Users(database, clock);
        this.web = new WebServer();
        this.port = web.bind(settings.addresses().http());

        Environments environments = new Environments(database, clock);
        PushJournal pushJournal = new PushJournal(database, clock);
        ReleaseJournal releases = new ReleaseJournal(database, clock);
        PushLogs logs = new PushLogs(data.logs());
        Repositories repositories = new Repositories(data.repositories());
        EnvironmentLocks locks = new EnvironmentLocks();
        GatewayAddress gateway = new GatewayAddress(
                settings.addresses().domain(), settings.addresses().gateway());
        Rooms rooms = factory.create(data, gateway);

        new Recovery(environments, pushJournal, releases, logs, repositories, rooms.cluster()).run();
        this.reconciler = new Reconciler(
                environments, releases, locks, rooms.cluster(), settings.times().reconcilePeriod(), clock);
        this.pushes = new PushService(
                rooms,
                new PushService.Journals(pushJournal, new BuildJournal(database, clock), releases),
                logs,
                repositories,
                locks,
                new PushService.Options(
                        settings.times().heartbeat(),
                        settings.imagesAtOnce(),
                        settings.times().imageDeadline(),
                        gateway,
                        url(port)),
                clock);
        reconciler.start();
        web.start(
                users,
                new GitHttp(
                        new RepositoryDoor(environments, repositories), repositories, new GitServices(pushes, logs)),
                new Api(environments, pushJournal, releases, logs, rooms.cluster(), reconciler, gateway));
    }

    /**
     * Starts a server; it listens when this returns.
     *
     * @throws IllegalStateException when the data directory or the port is in use; the message is meant for a person
     */
    public static LongshoreServer start(Settings settings, RoomsFactory rooms) throws Exception {
        DataDirectory data = DataDirectory.open(settings.dataDirectory());
        DataDirectory.Lock lock = data.lock();
        try {
            return new LongshoreServer(settings, lock, rooms, data);
        } catch (Exception e) {
            lock.close();
            throw e;
        }
    }

    /** {@code http://localhost:8080}, without a '/' at its end. */
    public String url() {
        return url(port);
    }

    public int port() {
        return port;
    }

    /** Gives a user, made when there is none of that name, a role and a new access token. */
    public AccessToken issueToken(String user, Role role) {
        return users.issueToken(user, role);
    }

    @Override
    public void close() throws IOException {
        try {
            web.stopAccepting();
            pushes.close(settings.times().stopGrace());
            reconciler.close();
            web.stop();
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
