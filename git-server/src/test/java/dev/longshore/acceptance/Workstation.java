package dev.longshore.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A developer's machine: a clone of one project, git, and the hasura command. */
final class Workstation {
    private final Path clone;
    private final Map<String, String> environment;
    private final Path launcher;

    private Workstation(Path clone) throws IOException {
        this.clone = clone;
        Path home = Files.createDirectories(clone.resolveSibling(clone.getFileName() + "-home"));
        Map<String, String> variables = new HashMap<>();
        variables.put("HOME", home.toString());
        variables.put("GIT_CONFIG_NOSYSTEM", "1");
        variables.put("GIT_TERMINAL_PROMPT", "0");
        variables.put("LONGSHORE_CONFIG_HOME", home.resolve("longshore").toString());
        variables.put("GIT_CONFIG_COUNT", "2");
        variables.put("GIT_CONFIG_KEY_0", "user.name");
        variables.put("GIT_CONFIG_VALUE_0", "Asha");
        variables.put("GIT_CONFIG_KEY_1", "user.email");
        variables.put("GIT_CONFIG_VALUE_1", "asha@example.com");
        this.environment = Map.copyOf(variables);
        this.launcher = launcher(home);
    }

    static Workstation create(Installation installation, Path files, String project) throws IOException {
        Path clone = installation.directory().resolve(project);
        copy(files, clone);
        Workstation workstation = new Workstation(clone);
        workstation.git("init", "-q", "-b", "master");
        workstation.commit("First commit");
        workstation.logIn(installation, "admin", installation.token());
        workstation.succeed(workstation.hasura("setup"));
        return workstation;
    }

    /** The hasura command of the classes under test as a program, as git's credential helper must be one. */
    private static Path launcher(Path home) throws IOException {
        Path launcher = home.resolve("hasura");
        List<String> java =
                Program.java("dev.longshore.cli.Hasura", List.of("-Dlongshore.launcher=" + launcher), List.of());
        Files.writeString(launcher, "#!/bin/sh\nexec '" + String.join("' '", java) + "' \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        return launcher;
    }

    /** Whose commands and pushes these are from now on. */
    void logIn(Installation installation, String user, String token) {
        succeed(hasuraReading(token, "login", "--server", installation.serverUrl(), "--user", user, "--token-stdin"));
    }

    private void succeed(Command command) {
        if (command.exitCode() != 0) {
            throw new AssertionError("exit code " + command.exitCode() + ":\n" + command.output());
        }
    }

    Command git(String... arguments) {
        return Command.run(clone, environment, line(arguments));
    }

    Command.Running startGit(String... arguments) {
        return Command.start(clone, environment, line(arguments));
    }

    Command push() {
        return git("push", "hasura", "master");
    }

    void commit(String message) {
        git("add", "-A");
        git("commit", "-q", "-m", message);
    }

    void edit(String file, UnaryOperator<String> change) {
        Path path = clone.resolve(file);
        try {
            String before = Files.readString(path);
            String after = change.apply(before);
            if (after.equals(before)) {
                throw new AssertionError("the edit of " + file + " changed nothing");
            }
            Files.writeString(path, after);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void add(String file, String content) {
        try {
            Path path = clone.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the clone. */
    Path file(String path) {
        return clone.resolve(path);
    }

    String head() {
        return git("rev-parse", "HEAD").output().strip();
    }

    /** The commit that a branch of the server points at; empty when it has no such branch. */
    String remoteHead(String branch) {
        return git("ls-remote", "hasura", "refs/heads/" + branch).output().split("\\s", 2)[0];
    }

    /** Runs the hasura command in the clone. */
    Command hasura(String... arguments) {
        return startHasura(arguments).await();
    }

    /** Runs the hasura command with something on its standard input. */
    Command hasuraReading(String input, String... arguments) {
        List<String> line = new ArrayList<>(List.of(launcher.toString()));
        line.addAll(List.of(arguments));
        return Command.run(clone, environment, line, input);
    }

    /** Runs a shell script in a terminal of its own, with the hasura command as {@code $HASURA}. */
    Command inTerminal(String script) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("HASURA", launcher.toString());
        variables.put("SHELL", "/bin/sh");
        return Command.run(clone, variables, List.of("script", "-qec", script, "/dev/null"));
    }

    Command.Running startHasura(String... arguments) {
        List<String> line = new ArrayList<>(List.of(launcher.toString()));
        line.addAll(List.of(arguments));
        return Command.start(clone, environment, line);
    }

    private static List<String> line(String... arguments) {
        List<String> line = new ArrayList<>(List.of("git"));
        line.addAll(List.of(arguments));
        return line;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
