package dev.longshore.server.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The real {@code git}, in a working copy of its own and untouched by the machine's configuration. The access token is
 * given to it in an environment variable, never in a URL or an argument.
 */
public final class GitClient {
    private static final long TIMEOUT_SECONDS = 180;

    private static final String CHANGE = """
            ask() { curl -sSN -H "Authorization: Bearer $LONGSHORE_TOKEN" -H 'Content-Type: application/json' "$@"; }
            answer=$(ask -X "$2" -d "$4" "$1$3")
            id=$(echo "$answer" | sed -n 's/.*"id"[ :]*\\([0-9]*\\).*/\\1/p')
            test -n "$id" || { echo "$answer"; exit 1; }
            log=$(ask "$1/pushes/$id/log?follow=true")
            echo "$log"
            echo "$log" | grep -q "^push $id is live"
            """;

    private final Path home;
    private final Path work;
    private final String url;
    private final String token;
    private final Map<String, String> variables;

    private GitClient(Path home, String url, String token, Map<String, String> variables) {
        this.home = home;
        this.variables = Map.copyOf(variables);
        this.work = home.resolve("work");
        this.url = url;
        this.token = token;
    }

    /** What a command printed on both outputs, line by line, and how it ended. */
    public record Result(int exitCode, List<String> lines) {
        public Result {
            lines = List.copyOf(lines);
        }

        /** What the server said, without {@code remote: }. */
        public List<String> remote() {
            return lines.stream()
                    .filter(line -> line.startsWith("remote:"))
                    .map(line -> line.substring("remote:".length()).stripTrailing())
                    .map(line -> line.startsWith(" ") ? line.substring(1) : line)
                    .toList();
        }

        /** The last thing that the server said. */
        public String verdict() {
            List<String> said =
                    remote().stream().filter(line -> !line.isBlank()).toList();
            return said.isEmpty() ? "" : said.get(said.size() - 1);
        }

        public String text() {
            return String.join("\n", lines);
        }
    }

    /** A new working copy on branch {@code master} with the server's repository as remote {@code hasura}. */
    public static GitClient create(Path home, String url, String token) {
        GitClient client = new GitClient(home, url, token, Map.of());
        try {
            Files.createDirectories(client.work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        client.succeed("init", "-q", "-b", "master");
        client.succeed("config", "user.name", "Test");
        client.succeed("config", "user.email", "test@example.org");
        client.succeed("remote", "add", "hasura", url);
        return client;
    }

    /** The same working copy with another token. */
    public GitClient as(String otherToken) {
        return new GitClient(home, url, otherToken, variables);
    }

    /** The same working copy with its remote at another address. */
    public GitClient at(String otherUrl) {
        succeed("remote", "set-url", "hasura", otherUrl);
        return new GitClient(home, otherUrl, token, variables);
    }

    /** The same working copy with another environment variable. */
    public GitClient with(String variable, String value) {
        Map<String, String> more = new HashMap<>(variables);
        more.put(variable, value);
        return new GitClient(home, url, token, more);
    }

    public String url() {
        return url;
    }

    public Path work() {
        return work;
    }

    public GitClient write(String path, String content) {
        try {
            Path file = work.resolve(path);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commits all files and returns the commit's id. */
    public String commit(String message) {
        succeed("add", "-A");
        succeed("commit", "-q", "--allow-empty", "-m", message);
        return head();
    }

    public String head() {
        return succeed("rev-parse", "HEAD").lines().get(0);
    }

    /** The commit that the server's branch is at. */
    public String tip(String branch) {
        return succeed("ls-remote", "--heads", "hasura", branch).lines().get(0).split("\t", 2)[0];
    }

    public Result push(String... refspecs) {
        List<String> arguments = new ArrayList<>(List.of("push", "hasura"));
        arguments.addAll(Arrays.asList(refspecs));
        return run(arguments.toArray(String[]::new));
    }

    public Result succeed(String... arguments) {
        Result result = run(arguments);
        if (result.exitCode() != 0) {
            throw new AssertionError("git " + String.join(" ", arguments) + " failed:\n" + result.text());
        }
        return result;
    }

    public Result run(String... arguments) {
        try (Running running = start(arguments)) {
            return running.await();
        }
    }

    /** Starts a command whose output can be watched while it runs. */
    public Running start(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(Arrays.asList(arguments));
        return startProgram(command);
    }

    /**
     * Asks the server's API for a change of what is live, and follows the push that this is. The exit code is the verdict.
     *
     * @param path below that of the environment
     */
    public Running change(String method, String path, String body) {
        String environment = url.replaceAll("/([^/]+)\\.git$", "/api/v1/projects/$1/environments/hasura");
        return startProgram(List.of("sh", "-c", CHANGE, "change", environment, method, path, body));
    }

    private Running startProgram(List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment
                .keySet()
                .removeIf(name ->
                        name.startsWith("GIT_") || name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        environment.put("HOME", home.toString());
        environment.put("LC_ALL", "C");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("LONGSHORE_TOKEN", token);
        environment.put("GIT_CONFIG_COUNT", "1");
        environment.put("GIT_CONFIG_KEY_0", "credential.helper");
        environment.put("GIT_CONFIG_VALUE_0", "!f() { echo username=asha; echo \"password=$LONGSHORE_TOKEN\"; }; f");
        environment.putAll(variables);
        try {
            return new Running(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A git, or another program, that runs. Closing it kills it. */
    public static final class Running implements AutoCloseable {
        private final Process process;
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Thread reader;

        Running(Process process) {
            this.process = process;
            this.reader = new Thread(this::read, "git-output");
            reader.start();
        }

        /** What it has printed until now. */
        public List<String> lines() {
            return lines;
        }

        /** Returns when a line with this text has been printed. */
        public void awaitLine(String text) {
            Await.until("\"" + text + "\" in " + lines, () -> lines.stream().anyMatch(line -> line.contains(text)));
        }

        public boolean isAlive() {
            return process.isAlive();
        }

        public Result await() {
            try {
                if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("it doesn't end:\n" + String.join("\n", lines));
                }
                reader.join();
                return new Result(process.exitValue(), lines);
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
        }

        /** Ends git and the helpers that talk to the server for it, as the loss of the client's machine would. */
        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }

        private void read() {
            try (BufferedReader output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    lines.add(line);
                }
            } catch (IOException e) {
                lines.add("(the output ended: " + e.getMessage() + ")");
            }
        }
    }
}
