package dev.longshore.gateway.route;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory through which the gateway is handed its routes, see {@link dev.longshore.project.route.RouteTable}. The
 * acknowledgement is written after the table has been swapped: a request that starts later sees the new routes.
 *
 * <p>A file that can't be read leaves its environment's last good routes in place; a file that is gone takes them away.
 */
public final class RouteDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RouteDirectory.class);
    /** In case the file system tells nothing about changes. */
    private static final Duration POLL = Duration.ofSeconds(2);

    private static final long MAX_FILE_SIZE = 8L << 20;

    private final Path directory;
    private final WatchService watcher;
    private final Acknowledgements acknowledgements;
    private final Thread thread = new Thread(this::watch, "route-directory");

    /** As last seen, good or not, so that a fault is told once. */
    private Map<String, byte[]> contents = Map.of();

    private final Map<String, EnvironmentRoutes> served = new TreeMap<>();
    private volatile RoutingTable table = RoutingTable.EMPTY;

    private RouteDirectory(Path directory, WatchService watcher) {
        this.directory = directory;
        this.watcher = watcher;
        this.acknowledgements = new Acknowledgements(directory);
        thread.setDaemon(true);
    }

    /**
     * Opens the directory, creating it if needed, serves what lies there and watches it from then on.
     *
     * @throws IOException if it isn't a directory that can be read
     */
    public static RouteDirectory open(Path directory) throws IOException {
        Files.createDirectories(directory);
        WatchService watcher = directory.getFileSystem().newWatchService();
        try {
            RouteDirectory opened = new RouteDirectory(directory, watcher);
            opened.register();
            opened.scan();
            opened.thread.start();
            return opened;
        } catch (IOException e) {
            watcher.close();
            throw e;
        }
    }

    /** The routes to use for a request that starts now. */
    public RoutingTable table() {
        return table;
    }

    @Override
    public void close() throws IOException {
        watcher.close();
    }

    private WatchKey register() throws IOException {
        return directory.register(
                watcher,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
    }

    private void watch() {
        try {
            while (true) {
                WatchKey key = watcher.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
                rescan();
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            LOG.debug("no longer watching {}", directory);
        }
    }

    private void rescan() {
        try {
            // Registering again keeps a valid key and replaces the key of a directory that was replaced.
            register();
            scan();
        } catch (IOException | RuntimeException e) {
            // Whatever it was, later changes must still be noticed.
            LOG.warn("can't read {}, its last routes stay: {}", directory, e.toString());
        }
    }

    private void scan() throws IOException {
        Map<String, byte[]> before = contents;
        Map<String, byte[]> now = readAll();
        contents = now;
        boolean changed = served.keySet().retainAll(now.keySet());
        for (Map.Entry<String, byte[]> file : now.entrySet()) {
            if (!Arrays.equals(file.getValue(), before.get(file.getKey()))) {
                changed |= take(file.getKey(), file.getValue());
            }
        }
        if (changed) {
            table = RoutingTable.of(served.values());
        }
        Map<String, Long> generations = new TreeMap<>();
        served.forEach((environment, routes) ->
                generations.put(environment, routes.table().generation()));
        acknowledgements.write(generations);
    }

    private Map<String, byte[]> readAll() throws IOException {
        // A listing may miss a file that is being replaced: what is served is gone only when opening it says so.
        Set<String> environments = new HashSet<>(served.keySet());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            files.forEach(file ->
                    RouteFile.environmentOf(file.getFileName().toString()).ifPresent(environments::add));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Map<String, byte[]> result = new HashMap<>();
        environments.forEach(environment -> read(environment, result));
        if (!Files.isDirectory(directory)) {
            // Its files weren't removed one by one: the whole directory went away while it was read.
            throw new NoSuchFileException(directory.toString());
        }
        return result;
    }

    private void read(String environment, Map<String, byte[]> into) {
        Path file = directory.resolve(RouteFile.nameFor(environment));
        try {
            if (Files.size(file) > MAX_FILE_SIZE) {
                throw new IOException("it has more than " + MAX_FILE_SIZE + " bytes");
            }
            into.put(environment, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            LOG.debug("{} has just been removed", file);
        } catch (IOException e) {
            LOG.warn("{} can't be read, its last good routes stay: {}", file, e.toString());
            into.put(environment, contents.getOrDefault(environment, new byte[0]));
        }
    }

    private boolean take(String environment, byte[] content) {
        try {
            EnvironmentRoutes routes = new EnvironmentRoutes(environment, RouteFile.parse(content));
            served.put(environment, routes);
            LOG.info(
                    "{}: generation {}, {} routes",
                    environment,
                    routes.table().generation(),
                    routes.table().entries().size());
            return true;
        } catch (IOException e) {
            LOG.warn(
                    "{} is broken, its last good routes stay: {}",
                    directory.resolve(RouteFile.nameFor(environment)),
                    e.getMessage());
            return false;
        }
    }
}
