package dev.longshore.server;

import dev.longshore.server.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * How a server runs.
 *
 * @param imagesAtOnce how many images are built or fetched at the same time
 * @param databaseWait how long another program may hold the database before what has to be written fails
 */
public record Settings(Path dataDirectory, Addresses addresses, Times times, int imagesAtOnce, Duration databaseWait) {
    public Settings {
        if (imagesAtOnce < 1) {
            throw new IllegalArgumentException("at least one image must be built at a time");
        }
    }

    public static Settings defaults(Path dataDirectory) {
        return new Settings(dataDirectory, Addresses.DEFAULT, Times.DEFAULT, 2, Database.DEFAULT_LOCK_WAIT);
    }

    public Settings withAddresses(Addresses others) {
        return new Settings(dataDirectory, others, times, imagesAtOnce, databaseWait);
    }

    public Settings withTimes(UnaryOperator<Times> change) {
        return new Settings(dataDirectory, addresses, change.apply(times), imagesAtOnce, databaseWait);
    }

    public Settings withDatabaseWait(Duration wait) {
        return new Settings(dataDirectory, addresses, times, imagesAtOnce, wait);
    }

    /**
     * Where the server and its gateway listen.
     *
     * @param http the server's HTTP port; 0 lets the system choose
     * @param gateway the gateway's port
     * @param domain below which environments have their host names
     */
    public record Addresses(int http, int gateway, String domain) {
        public static final int DEFAULT_HTTP = 8080;
        public static final int DEFAULT_GATEWAY = 8000;
        public static final String DEFAULT_DOMAIN = "localhost";
        public static final Addresses DEFAULT = new Addresses(DEFAULT_HTTP, DEFAULT_GATEWAY, DEFAULT_DOMAIN);

        public Addresses {
            requirePort("the server's port", http, 0);
            requirePort("the gateway's port", gateway, 1);
        }

        private static void requirePort(String what, int port, int lowest) {
            if (port < lowest || port > 65_535) {
                throw new IllegalArgumentException(what + " must be between " + lowest + " and 65535");
            }
        }
    }

    /**
     * How long things may take.
     *
     * @param heartbeat the longest time that a push is silent
     * @param imageDeadline for building or fetching one image
     * @param reconcilePeriod how often it is seen to that what is live runs
     * @param stopGrace how long a running push may go on when the server is told to stop
     */
    public record Times(Duration heartbeat, Duration imageDeadline, Duration reconcilePeriod, Duration stopGrace) {
        public static final Times DEFAULT =
                new Times(Duration.ofSeconds(5), Duration.ofMinutes(30), Duration.ofSeconds(10), Duration.ofMinutes(1));

        public Times withHeartbeat(Duration silence) {
            return new Times(silence, imageDeadline, reconcilePeriod, stopGrace);
        }

        public Times withImageDeadline(Duration limit) {
            return new Times(heartbeat, limit, reconcilePeriod, stopGrace);
        }

        public Times withStopGrace(Duration grace) {
            return new Times(heartbeat, imageDeadline, reconcilePeriod, grace);
        }
    }
}
