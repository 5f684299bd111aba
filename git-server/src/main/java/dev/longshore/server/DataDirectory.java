package dev.longshore.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Where everything that a server keeps lies. Only its owner may look into it. */
public final class DataDirectory {
    private static final Set<PosixFilePermission> ONLY_THE_OWNER = PosixFilePermissions.fromString("rwx------");

    private final Path root;

    private DataDirectory(Path root) {
        this.root = root;
    }

    /** Makes what is missing, and keeps others out. */
    public static DataDirectory open(Path root) throws IOException {
        DataDirectory data = new DataDirectory(root.toAbsolutePath());
        if (!Files.isDirectory(data.root)) {
            Files.createDirectories(data.root, PosixFilePermissions.asFileAttribute(ONLY_THE_OWNER));
        }
        // Someone else may have made it, or a mask or a copy have changed it.
        Files.setPosixFilePermissions(data.root, ONLY_THE_OWNER);
        Files.createDirectories(data.repositories());
        Files.createDirectories(data.logs());
        Files.createDirectories(data.gatewayRoutes());
        Files.createDirectories(data.cluster());
        return data;
    }

    public Path database() {
        return root.resolve("longshore.db");
    }

    /** Taken up to be given back on a full disk. */
    public Path reserve() {
        return root.resolve("reserve");
    }

    public Path repositories() {
        return root.resolve("repositories");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /** The route directory that the gateway watches. */
    public Path gatewayRoutes() {
        return root.resolve("gateway");
    }

    /** The keys by which clients of SSH know this server. */
    public Path hostKeys() {
        return root.resolve("ssh");
    }

    /** The deployer's own files. */
    public Path cluster() {
        return root.resolve("cluster");
    }

    /**
     * Makes the caller the only server of this directory, until the result is closed or the process ends.
     *
     * @throws IllegalStateException when another server has it; the message is meant for a person
     */
    Lock lock() throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new Lock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // A server in this process has it, which is told below like any other.
        }
        channel.close();
        throw new IllegalStateException(
                "another server runs with the data directory " + root + "; stop it first or name another with --data");
    }

    /** The lock on a data directory. */
    static final class Lock implements AutoCloseable {
        private final FileChannel channel;

        private Lock(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
