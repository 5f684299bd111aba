package dev.longshore.cli.repository;

import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where git keeps what belongs to a work tree (gitrepository-layout(5)). JGit can find it as well, but takes longer for
 * that than the rest of a command.
 *
 * @param workTree the directory with the files
 * @param own what belongs to this work tree alone
 * @param common what it shares with the other work trees of the repository; usually the same
 */
record GitDirectory(Path workTree, Path own, Path common) {
    private static final String LINK = "gitdir: ";

    static Optional<GitDirectory> containing(Path path) {
        Path start = path.toAbsolutePath().normalize();
        try {
            for (Optional<Path> at = Optional.of(start); at.isPresent(); at = at.map(Path::getParent)) {
                Path git = at.get().resolve(".git");
                Path own = Files.isRegularFile(git) ? linked(git) : git;
                if (Files.isRegularFile(own.resolve("HEAD"))) {
                    return Optional.of(new GitDirectory(at.get(), own, common(own)));
                }
            }
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new Failure(
                    ExitCode.FAILED,
                    "the repository of " + start + " can't be read: " + Failure.reason(unreadable),
                    unreadable);
        }
    }

    /** In a linked work tree and in a submodule {@code .git} is a file that names the directory. */
    private static Path linked(Path file) throws IOException {
        String text = Files.readString(file).strip();
        return text.startsWith(LINK)
                ? file.resolveSibling(text.substring(LINK.length())).normalize()
                : file;
    }

    private static Path common(Path own) throws IOException {
        Path file = own.resolve("commondir");
        return Files.isRegularFile(file)
                ? own.resolve(Files.readString(file).strip()).normalize()
                : own;
    }
}
