package dev.longshore.cli.repository;

import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
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
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;

/** A repository with a work tree, its own configuration read once. The user's and the system's are not looked at. */
public final class GitRepository {
    private final GitDirectory directory;
    private final Path configFile;
    private final Config config;

    private GitRepository(GitDirectory directory, Path configFile, Config config) {
        this.directory = directory;
        this.configFile = configFile;
        this.config = config;
    }

    /** The repository that a directory is in; empty when it is in none. */
    public static Optional<GitRepository> containing(Path path) {
        return GitDirectory.containing(path).map(GitRepository::read);
    }

    private static GitRepository read(GitDirectory directory) {
        try {
            Path configFile = directory.common().resolve(Constants.CONFIG);
            Config config = new Config();
            config.fromText(Files.readString(configFile));
            return new GitRepository(directory, configFile, config);
        } catch (IOException | ConfigInvalidException unreadable) {
            throw unreadable(directory, unreadable);
        }
    }

    private static Failure unreadable(GitDirectory directory, Exception cause) {
        return new Failure(
                ExitCode.FAILED,
                "the repository in " + directory.workTree() + " can't be read: " + Failure.reason(cause),
                cause);
    }

    /** The name of the directory that holds the files. */
    public String directoryName() {
        return Optional.ofNullable(directory.workTree().getFileName())
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

    /** What is checked out. */
    public Head head() {
        try {
            return Head.read(directory);
        } catch (IOException unreadable) {
            throw unreadable(directory, unreadable);
        }
    }
}
