package dev.longshore.server.repository;

import dev.longshore.project.name.ProjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** The bare repositories, a directory {@code <project>.git} each. Who opens one closes it. */
public final class Repositories {
    private final Path directory;

    public Repositories(Path directory) {
        this.directory = directory;
    }

    public Optional<Repository> open(ProjectName project) throws IOException {
        Path path = path(project);
        return Files.isDirectory(path)
                ? Optional.of(builder(path).setMustExist(true).build())
                : Optional.empty();
    }

    /** Opens a project's repository, made when it doesn't exist. */
    public synchronized Repository ensure(ProjectName project) throws IOException {
        Path path = path(project);
        if (!Files.isDirectory(path)) {
            create(path);
        }
        return builder(path).setMustExist(true).build();
    }

    /** A repository appears whole or not at all: a server that dies here leaves only a file name that no project has. */
    private void create(Path path) throws IOException {
        Path unfinished = directory.resolve(".new-" + path.getFileName());
        delete(unfinished);
        try (Repository repository = builder(unfinished).build()) {
            repository.create(true);
            StoredConfig config = repository.getConfig();
            config.setBoolean(
                    ConfigConstants.CONFIG_CORE_SECTION, null, ConfigConstants.CONFIG_KEY_LOGALLREFUPDATES, true);
            // Packing is scheduled, never the work of a push's thread.
            config.setBoolean(ConfigConstants.CONFIG_RECEIVE_SECTION, null, ConfigConstants.CONFIG_KEY_AUTOGC, false);
            config.save();
        }
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path path(ProjectName project) {
        return directory.resolve(project.value() + Constants.DOT_GIT_EXT);
    }

    private static FileRepositoryBuilder builder(Path path) {
        return new FileRepositoryBuilder().setGitDir(path.toFile()).setBare();
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
