package dev.longshore.deployer.engine.service;

import dev.longshore.deployer.RolloutException;
import dev.longshore.deployer.engine.files.ClusterDirectory;
import dev.longshore.deployer.engine.files.FileFailure;
import dev.longshore.deployer.engine.files.Fingerprint;
import dev.longshore.deployer.engine.plan.ProxyPlan;
import dev.longshore.project.name.EnvironmentName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A proxy's files: its configuration, which it may read, and the directory in which it makes the socket of its runtime
 * API. Named by a hash, as the path of a socket is limited to 107 bytes (unix(7)).
 */
public final class ProxyDirectory {
    private static final int MAX_SOCKET_PATH = 107;
    private static final int NAME_LENGTH = 10;
    private static final String SOCKETS = "s";

    private final ClusterDirectory cluster;
    private final Path directory;

    ProxyDirectory(ClusterDirectory cluster, ProxyPlan plan, String spec) {
        this.cluster = cluster;
        String name = new Fingerprint()
                .add(plan.namespace().value())
                .add(plan.service())
                .add(spec)
                .hex();
        this.directory = proxies(cluster, plan.environment()).resolve(name.substring(0, NAME_LENGTH));
    }

    public static Path proxies(ClusterDirectory cluster, EnvironmentName environment) {
        return cluster.of(environment).resolve("p");
    }

    Path configuration() {
        return directory.resolve("c");
    }

    Path sockets() {
        return directory.resolve(SOCKETS);
    }

    public Path socket() {
        return socket(directory);
    }

    /** The socket of the proxy whose files are in this directory. */
    public static Path socket(Path directory) {
        return directory.resolve(SOCKETS).resolve(HaproxyConfig.SOCKET_FILE);
    }

    String name() {
        return directory.getFileName().toString();
    }

    /** The configuration as it was last written. */
    Optional<String> read() {
        Path file = configuration().resolve(HaproxyConfig.CONFIGURATION_FILE);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw FileFailure.of("can't read " + file, e);
        }
    }

    void write(String configuration) {
        int length = socket().toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_SOCKET_PATH) {
            throw new RolloutException("the data directory's path is too long for a socket in it: " + socket()
                    + " has " + length + " bytes, at most " + MAX_SOCKET_PATH
                    + " are possible; start the server with a shorter --data directory");
        }
        try {
            cluster.make(configuration());
            Files.createDirectories(sockets());
            // The proxy runs as a user of its own, who makes the socket here; the cluster's directory is private.
            Files.setPosixFilePermissions(sockets(), PosixFilePermissions.fromString("rwxrwxrwx"));
            Files.setPosixFilePermissions(configuration(), ClusterDirectory.READABLE_DIRECTORY);
            ClusterDirectory.replace(
                    configuration().resolve(HaproxyConfig.CONFIGURATION_FILE),
                    configuration.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw FileFailure.of("can't write the configuration of a proxy in " + directory, e);
        }
    }

    /** Says that the running proxy may differ from its file. */
    void markUnsettled() {
        try {
            cluster.make(directory);
            Files.writeString(unsettled(), "");
        } catch (IOException e) {
            throw FileFailure.of("can't write " + unsettled(), e);
        }
    }

    void markSettled() {
        try {
            Files.deleteIfExists(unsettled());
        } catch (IOException e) {
            throw FileFailure.of("can't delete " + unsettled(), e);
        }
    }

    boolean isSettled() {
        return !Files.exists(unsettled());
    }

    private Path unsettled() {
        return directory.resolve("unsettled");
    }
}
