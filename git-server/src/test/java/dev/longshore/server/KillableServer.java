package dev.longshore.server;

import dev.longshore.deployer.engine.network.AddressPool;
import dev.longshore.engine.BuildLimits;
import dev.longshore.engine.docker.DockerEngine;
import dev.longshore.engine.testing.TestAddresses;
import dev.longshore.server.store.Database;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jgit.lib.Repository;

/**
 * The server as a program that can be kept at any {@linkplain KillPoints point}. Arguments: data directory, port, gateway's
 * port, and the point to be kept at during the start. Each line of its input is the next point.
 */
public final class KillableServer {
    /** The logs of all pushes are looked at afterwards. */
    private static final int KEPT_RELEASES = 1000;

    private static final int IMAGES_AT_ONCE = 16;
    private static final Duration RECONCILE_PERIOD = Duration.ofSeconds(1);

    private KillableServer() {}

    public static void main(String[] arguments) throws Exception {
        Terminal terminal = new Terminal();
        KillPoints points = new KillPoints(terminal);
        points.look(DataDirectory.open(Path.of(arguments[0])).repositories());
        Repository.getGlobalListenerList().addRefsChangedListener(points);
        points.arm(arguments[3]);
        // Those that are kept while they build must not keep others from building.
        Settings settings = Settings.defaults(Path.of(arguments[0]))
                .withAddresses(new Settings.Addresses(
                        Integer.parseInt(arguments[1]),
                        0,
                        Integer.parseInt(arguments[2]),
                        Settings.Addresses.DEFAULT_DOMAIN))
                .withImagesAtOnce(IMAGES_AT_ONCE)
                .withKeptReleases(KEPT_RELEASES)
                .withTimes(times -> times.withReconcilePeriod(RECONCILE_PERIOD));
        LongshoreServer server = LongshoreServer.start(
                settings,
                new EngineRooms(System.getenv(), DockerEngine.DEFAULT_PATIENCE, addresses(), true, BuildLimits.NONE),
                file -> {
                    Database database = Database.open(file);
                    points.watch(database.jdbi());
                    return database;
                });
        points.started();
        terminal.print("longshore listens on " + server.url() + "/");
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String point = input.readLine(); point != null; point = input.readLine()) {
            points.arm(point);
        }
        // Whoever started it has gone.
        Runtime.getRuntime().halt(1);
    }

    private static AddressPool addresses() {
        return TestAddresses.range().map(AddressPool::parse).orElse(AddressPool.DEFAULT);
    }
}
