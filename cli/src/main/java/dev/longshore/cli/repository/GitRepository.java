package dev.longshore.cli.repository;

import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A repository with a work tree, its own configuration read once. The user's and the system's are not looked at. */
public final class GitRepository {
    private final File gitDirectory;
    private final Path workTree;
    private final Path configFile;
    private final Config config;

    private GitRepository(File gitDirectory, Path workTree, Path configFile, Config config) {
        this.gitDirectory = gitDirectory;
        this.workTree = workTree;
        this.configFile = configFile;
        this.config = config;
    }

    /** The repository that the directory is in; empty when it is in none. */
    public static Optional<GitRepository> containing(Path directory) {
        IsolatedSystemReader.install();
        FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(directory.toFile());
        if (builder.getGitDir() == null) {
            return Optional.empty();
        }
        try (Repository repository = builder.build()) {
            if (repository.isBare()) {
                throw new Failure(ExitCode.FAILED, directory + " is in a bare repository; go to a clone of it");
            }
            Path configFile = repository.getCommonDirectory().toPath().resolve(Constants.CONFIG);
            Config config = new Config();
            config.fromText(Files.readString(configFile));
            return Optional.of(new GitRepository(
                    repository.getDirectory(), repository.getWorkTree().toPath(), configFile, config));
        } catch (RepositoryNotFoundException gone) {
            return Optional.empty();
        } catch (IOException | ConfigInvalidException unreadable) {
            throw new Failure(
                    ExitCode.FAILED,
                    "the repository of " + directory + " can't be read: " + Failure.reason(unreadable),
                    unreadable);
        }
    }

    /** The name of the directory that holds the files. */
    public String directoryName() {
        return Optional.ofNullable(workTree.toAbsolutePath().normalize().getFileName())
                .map(Path::toString)
                .orElse("");
    }

    public Optional<String> remoteUrl(String remote) {
        return Optional.ofNullable(config.getString("remote", remote, "url"));
    }

    public void setRemote(String remote, String url) {
        config.setString("remote", remote, "url", url);
        config.setString("remote", remote, "fetch", "+refs/heads/*:refs/remotes/" + remote + "/*");
    }

    /**
     * Has git ask this helper, and none of those configured for every server, for the credentials of a URL: those would be
     * told the token as well, and some write what they are told to a file.
     */
    public void setCredentialHelper(String url, String helper) {
        config.setStringList("credential", url, "helper", List.of("", helper));
    }

    /** The helpers of a URL; an empty one discards those configured elsewhere. */
    public List<String> credentialHelpers(String url) {
        return Stream.of(config.getStringList("credential", url, "helper"))
                .map(helper -> Objects.requireNonNullElse(helper, "")) // JGit's reading of an empty value
                .toList();
    }

    /** Writes the configuration in git's own way: a lock file, then a rename. */
    public void save() {
        Path lock = configFile.resolveSibling(Constants.CONFIG + ".lock");
        try {
            Files.writeString(lock, config.toText(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.setPosixFilePermissions(lock, Files.getPosixFilePermissions(configFile));
            Files.move(lock, configFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (FileAlreadyExistsException locked) {
            throw new Failure(
                    ExitCode.FAILED,
                    lock + " exists: git is changing the configuration; try again, or remove it if no git runs",
                    locked);
        } catch (IOException unwritable) {
            throw new Failure(
                    ExitCode.FAILED, configFile + " can't be written: " + Failure.reason(unwritable), unwritable);
        }
    }

    /** The branch that is checked out; empty when none is. */
    public Optional<String> branch() throws IOException {
        try (Repository repository = open()) {
            String head = repository.getFullBranch();
            return head != null && head.startsWith(Constants.R_HEADS)
                    ? Optional.of(Repository.shortenRefName(head))
                    : Optional.empty();
        }
    }

    public boolean hasCommit() throws IOException {
        try (Repository repository = open()) {
            return repository.resolve(Constants.HEAD) != null;
        }
    }

    private Repository open() throws IOException {
        return new FileRepositoryBuilder().setGitDir(gitDirectory).build();
    }
}
