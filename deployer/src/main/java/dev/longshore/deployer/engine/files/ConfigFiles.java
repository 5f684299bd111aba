package dev.longshore.deployer.engine.files;

import dev.longshore.project.name.EnvironmentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The directories that containers mount as ConfigMap and Secret volumes. Each is named by its content and never changes.
 * Unless the manifest says otherwise they are readable by any user in a container; outside, the cluster's private directory keeps others away.
 */
public final class ConfigFiles {
    private final ClusterDirectory cluster;

    public ConfigFiles(ClusterDirectory cluster) {
        this.cluster = cluster;
    }

    public Path directory(EnvironmentName environment, FileTree tree) {
        return files(environment).resolve(tree.hash());
    }

    /** Whether the tree's directory has all its files. */
    public boolean has(EnvironmentName environment, FileTree tree) {
        Path directory = directory(environment, tree);
        return Files.isDirectory(directory)
                && tree.entries().keySet().stream().allMatch(path -> Files.isRegularFile(directory.resolve(path)));
    }

    /** Makes sure that the tree's directory exists, with all its files. */
    public void write(EnvironmentName environment, FileTree tree) {
        Path directory = directory(environment, tree);
        if (has(environment, tree)) {
            return;
        }
        try {
            cluster.delete(directory);
            Path parent = cluster.make(files(environment));
            Path unfinished = Files.createTempDirectory(parent, ".new");
            for (Map.Entry<String, FileTree.Entry> file : tree.entries().entrySet()) {
                Path path = unfinished.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue().content().bytes());
                Files.setPosixFilePermissions(path, permissions(file.getValue().mode()));
            }
            makeReadable(unfinished);
            Files.move(unfinished, directory);
        } catch (IOException e) {
            throw FileFailure.of("can't write the files of a volume below " + files(environment), e);
        }
    }

    /** Removes the directories of trees other than these. No container may still mount them. */
    public void keepOnly(EnvironmentName environment, Set<String> hashes) {
        Path directory = files(environment);
        if (!Files.isDirectory(directory)) {
            return;
        }
        for (Path tree : list(directory)) {
            if (!hashes.contains(tree.getFileName().toString())) {
                cluster.delete(tree);
            }
        }
    }

    private Path files(EnvironmentName environment) {
        return cluster.of(environment).resolve("files");
    }

    private static void makeReadable(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path directory : paths.filter(Files::isDirectory).toList()) {
                Files.setPosixFilePermissions(directory, ClusterDirectory.READABLE_DIRECTORY);
            }
        }
    }

    /** From the highest bit, the owner's reading, to the lowest, the others' executing. */
    private static Set<PosixFilePermission> permissions(int mode) {
        PosixFilePermission[] fromHighest = PosixFilePermission.values();
        return IntStream.range(0, fromHighest.length)
                .filter(bit -> (mode >> (fromHighest.length - 1 - bit) & 1) == 1)
                .mapToObj(bit -> fromHighest[bit])
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.toList();
        } catch (IOException e) {
            throw FileFailure.of("can't list " + directory, e);
        }
    }
}
