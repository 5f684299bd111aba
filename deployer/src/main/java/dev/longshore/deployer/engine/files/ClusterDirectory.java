package dev.longshore.deployer.engine.files;

import dev.longshore.project.name.EnvironmentName;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/** The cluster's own directory: private to this user, with a directory for each environment. */
public final class ClusterDirectory {
    static final Set<PosixFilePermission> READABLE_FILE = PosixFilePermissions.fromString("rw-r--r--");
    public static final Set<PosixFilePermission> READABLE_DIRECTORY = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> PRIVATE_DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private final Path root;

    public ClusterDirectory(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    public Path of(EnvironmentName environment) {
        return root.resolve(environment.value());
    }

    /** A directory that no environment's removal takes away; its name begins with a dot, as no environment's does. */
    Path shared(String name) {
        return root.resolve(name);
    }

    /** Makes a directory below the private root. */
    public Path make(Path directory) throws IOException {
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PRIVATE_DIRECTORY);
        return Files.createDirectories(directory);
    }

    /** Replaces a file in one step. One that has this content stays, so that the way back needs no room on a full disk. */
    public static void replace(Path file, byte[] content) throws IOException {
        if (has(file, content)) {
            return;
        }
        Path unfinished = Files.createTempFile(file.getParent(), ".new", "");
        try {
            Files.write(unfinished, content);
            Files.setPosixFilePermissions(unfinished, READABLE_FILE);
            try {
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static boolean has(Path file, byte[] content) throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) == content.length
                && Arrays.equals(Files.readAllBytes(file), content);
    }

    /** Deletes a file or directory with all that is in it, if it is there. */
    public void delete(Path path) {
        if (!path.startsWith(root) || path.equals(root) || Files.notExists(path)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(path)) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw FileFailure.of("can't delete " + path, e);
        }
    }
}
