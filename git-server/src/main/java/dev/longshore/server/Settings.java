package dev.longshore.server;

import dev.longshore.server.http.HttpLimits;
import dev.longshore.server.limits.GitLimits;
import dev.longshore.server.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * How a server runs.
 *
 * @param imagesAtOnce how many images are built or fetched at the same time
 * @param keptReleases how many of an environment's newest releases can be rolled back to, the live one among them
 */
public record Settings(
        Path dataDirectory,
        Addresses addresses,
        Times times,
        int imagesAtOnce,
        int keptReleases,
        HttpLimits http,
        GitLimits limits) {
    public static final int DEFAULT_KEPT_RELEASES = 10;

    public Settings {
        if (imagesAtOnce < 1) {
            throw new IllegalArgumentException("at least one image must be built at a time");
        }
        if (keptReleases < 2) {
            throw new IllegalArgumentException(
                    "at least 2 releases must be kept: the live one and the one that undoes it");
        }
    }

    public static Settings defaults(Path dataDirectory) {
        return new Settings(
                dataDirectory,
                Addresses.DEFAULT,
                Times.DEFAULT,
                2,
                DEFAULT_KEPT_RELEASES,
                HttpLimits.DEFAULT,
                GitLimits.DEFAULT);
    }

    public Settings withAddresses(Addresses others) {
        return new Settings(dataDirectory, others, times, imagesAtOnce, keptReleases, http, limits);
    }

    public Settings withTimes(UnaryOperator<Times> change) {
        return new Settings(dataDirectory, addresses, change.apply(times), imagesAtOnce, keptReleases, http, limits);
    }

    public Settings withImagesAtOnce(int number) {
        return new Settings(dataDirectory, addresses, times, number, keptReleases, http, limits);
    }

    public Settings withKeptReleases(int number) {
        return new Settings(dataDirectory, addresses, times, imagesAtOnce, number, http, limits);
    }

    public Settings withHttp(UnaryOperator<HttpLimits> change) {
        return new Settings(dataDirectory, addresses, times, imagesAtOnce, keptReleases, change.apply(http), limits);
    }

    public Settings withLimits(UnaryOperator<GitLimits> change) {
        return new Settings(dataDirectory, addresses, times, imagesAtOnce, keptReleases, http, change.apply(limits));
    }

    /**
     * Where the server and its gateway listen.
     *
     * @param http the server's HTTP port; 0 lets the system choose
     * @param ssh the server's SSH port; 0 lets the system choose
     * @param gateway the gateway's port
     * @param domain below which environments have their host names
     */
    public record Addresses(int http, int ssh, int gateway, String domain) {
        public static final int DEFAULT_HTTP = 8080;
        public static final int DEFAULT_SSH = 2222;
        public static final int DEFAULT_GATEWAY = 8000;
        public static final String DEFAULT_DOMAIN = "localhost";
        public static final Addresses DEFAULT =
                new Addresses(DEFAULT_HTTP, DEFAULT_SSH, DEFAULT_GATEWAY, DEFAULT_DOMAIN);

        public Addresses {
            requirePort("the server's port", http, 0);
            requirePort("the server's SSH port", ssh, 0);
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
     * @param pushDeadline for a push, from when it is its turn
     * @param reconcilePeriod how often it is seen to that what is live runs
     * @param stopGrace how long a running push may go on when the server is told to stop
     * @param databaseWait how long another program may hold the database before what has to be written fails
     */
    public record Times(
            Duration heartbeat,
            Duration imageDeadline,
            Duration pushDeadline,
            Duration reconcilePeriod,
            Duration stopGrace,
            Duration databaseWait) {
        public static final Times DEFAULT = new Times(
                Duration.ofSeconds(5),
                Duration.ofMinutes(30),
                Duration.ofMinutes(60),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Database.DEFAULT_LOCK_WAIT);

        public Times withHeartbeat(Duration silence) {
            return new Times(silence, imageDeadline, pushDeadline, reconcilePeriod, stopGrace, databaseWait);
        }

        public Times withImageDeadline(Duration limit) {
            return new Times(heartbeat, limit, pushDeadline, reconcilePeriod, stopGrace, databaseWait);
        }

        public Times withReconcilePeriod(Duration period) {
            return new Times(heartbeat, imageDeadline, pushDeadline, period, stopGrace, databaseWait);
        }

        public Times withStopGrace(Duration grace) {
            return new Times(heartbeat, imageDeadline, pushDeadline, reconcilePeriod, grace, databaseWait);
        }

        public Times withDatabaseWait(Duration wait) {
            return new Times(heartbeat, imageDeadline, pushDeadline, reconcilePeriod, stopGrace, wait);
        }

        public Times withPushDeadline(Duration limit) {
            return new Times(heartbeat, imageDeadline, limit, reconcilePeriod, stopGrace, databaseWait);
        }
    }
}
