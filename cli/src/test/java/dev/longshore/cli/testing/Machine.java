package dev.longshore.cli.testing;

import dev.longshore.cli.credentials.Credential;
import dev.longshore.cli.credentials.CredentialsFile;
import dev.longshore.cli.server.ServerUrl;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.RawTerminal;
import dev.longshore.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** A person's machine: a home, a directory to work in, and the command with its output captured. */
public final class Machine {
    public static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");
    public static final Path LAUNCHER = Path.of("/opt/asha's tools/hasura");

    private final Path root;
    private final BiFunction<Surroundings, String[], Integer> command;
    private final Map<String, String> environment = new HashMap<>();
    private Path workingDirectory;
    private OptionalInt columns = OptionalInt.empty();
    private String input = "";
    private Optional<RawTerminal> raw = Optional.empty();

    /** What one run of the command did. */
    public record Run(int exitCode, String out, String err) {}

    /**
     * @param root an empty directory
     * @param command takes the arguments and returns the exit code
     */
    public Machine(Path root, BiFunction<Surroundings, String[], Integer> command) throws IOException {
        this.root = root.toRealPath();
        this.command = command;
        this.workingDirectory = Files.createDirectories(this.root.resolve("work"));
    }

    /** A repository without commits, to work in from now on. */
    public Path repository(String name) throws GitAPIException {
        workingDirectory = workingDirectory.resolve(name);
        Git.init()
                .setDirectory(workingDirectory.toFile())
                .setInitialBranch("master")
                .call()
                .close();
        return workingDirectory;
    }

    /** A repository with a commit. */
    public Path clone(String name) throws GitAPIException, IOException {
        Path directory = repository(name);
        try (Git git = Git.open(directory.toFile())) {
            git.commit()
                    .setMessage("Begin")
                    .setAuthor("Asha", "asha@example.com")
                    .setCommitter("Asha", "asha@example.com")
                    .setSign(false)
                    .call();
        }
        return directory;
    }

    /** A repository whose remote leads to the server, with a token for it. */
    public Machine connectedTo(ApiServer server) throws GitAPIException, IOException {
        Path directory = repository("shop");
        Files.writeString(
                directory.resolve(".git/config"),
                "[remote \"hasura\"]\n\turl = " + server.url() + "/shop.git\n",
                StandardOpenOption.APPEND);
        return loggedInTo(server.url());
    }

    public Machine loggedInTo(String server) {
        credentials().store(ServerUrl.require("server", server), new Credential("asha", ApiServer.TOKEN), true);
        return this;
    }

    public CredentialsFile credentials() {
        return surroundings(new ByteArrayOutputStream(), new ByteArrayOutputStream())
                .credentials();
    }

    public Machine in(Path directory) {
        workingDirectory = directory;
        return this;
    }

    public Path workingDirectory() {
        return workingDirectory;
    }

    public Machine with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Machine onTerminal(int width) {
        columns = OptionalInt.of(width);
        return this;
    }

    /** With this terminal behind the streams. */
    public Machine at(RawTerminal terminal) {
        raw = Optional.of(terminal);
        return this;
    }

    public Machine typing(String text) {
        input = text;
        return this;
    }

    public Run run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = command.apply(surroundings(out, err), arguments);
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Surroundings surroundings(ByteArrayOutputStream out, ByteArrayOutputStream err) {
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                columns,
                columns.isPresent(),
                () -> raw);
        return new Surroundings(
                terminal,
                environment,
                root.resolve("home"),
                workingDirectory,
                Clock.fixed(NOW, ZoneOffset.ofHours(1)),
                Optional.of(LAUNCHER));
    }
}
