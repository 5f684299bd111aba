package dev.longshore.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real {@code ssh} and {@code ssh-keygen} of a person with keys, untouched by the machine's configuration. */
public final class SshClient {
    private final Path home;
    private final int port;

    private SshClient(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    public static SshClient create(Path home, int port) {
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SshClient(home, port);
    }

    /** A new key, by the arguments of {@code ssh-keygen}; the comment is its name. */
    public Path key(String name, String... arguments) {
        Path file = home.resolve(name);
        List<String> command =
                new ArrayList<>(List.of("ssh-keygen", "-q", "-N", "", "-C", name + "@laptop", "-f", file.toString()));
        command.addAll(Arrays.asList(arguments));
        GitClient.Result made = run(command, Map.of());
        if (made.exitCode() != 0) {
            throw new AssertionError("ssh-keygen failed:\n" + made.text());
        }
        return file;
    }

    public Path ed25519(String name) {
        return key(name, "-t", "ed25519");
    }

    /** The line of a key's public half. */
    public static String publicLine(Path key) {
        try {
            return Files.readString(Path.of(key + ".pub")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code ssh-keygen -l} shows it. */
    public String fingerprint(Path key) {
        return fingerprintIn(Path.of(key + ".pub"));
    }

    /** That of the server's key when it was met first. */
    public String fingerprintOfServer() {
        return fingerprintIn(knownHosts());
    }

    private String fingerprintIn(Path file) {
        String shown = run(List.of("ssh-keygen", "-l", "-f", file.toString()), Map.of())
                .text();
        Matcher fingerprint = Pattern.compile("SHA256:\\S+").matcher(shown);
        if (!fingerprint.find()) {
            throw new AssertionError(shown);
        }
        return fingerprint.group();
    }

    /** A value for {@code GIT_SSH_COMMAND}. */
    public String gitCommand(Path key) {
        return "ssh " + String.join(" ", options(key));
    }

    /** Where the server's host key is kept after the first connection. */
    public Path knownHosts() {
        return home.resolve("known_hosts");
    }

    /** The options for one connection with one key, which trust a server when they first meet it. */
    private List<String> options(Path key) {
        return List.of(
                "-F", "/dev/null",
                "-p", Integer.toString(port),
                "-i", key.toString(),
                "-o", "IdentitiesOnly=yes",
                "-o", "IdentityAgent=none",
                "-o", "BatchMode=yes",
                "-o", "StrictHostKeyChecking=accept-new",
                "-o", "UserKnownHostsFile=" + knownHosts(),
                "-o", "GlobalKnownHostsFile=/dev/null");
    }

    /** Runs {@code ssh}: more options, the destination, a command. */
    public GitClient.Result ssh(Path key, String... arguments) {
        return ssh(key, Map.of(), arguments);
    }

    public GitClient.Result ssh(Path key, Map<String, String> variables, String... arguments) {
        try (GitClient.Running running = start(key, variables, arguments)) {
            return running.await();
        }
    }

    public GitClient.Running start(Path key, Map<String, String> variables, String... arguments) {
        List<String> command = new ArrayList<>(List.of("ssh"));
        command.addAll(options(key));
        command.addAll(Arrays.asList(arguments));
        return start(command, variables);
    }

    private GitClient.Result run(List<String> command, Map<String, String> variables) {
        try (GitClient.Running running = start(command, variables)) {
            return running.await();
        }
    }

    private GitClient.Running start(List<String> command, Map<String, String> variables) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(variables);
        try {
            return new GitClient.Running(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
