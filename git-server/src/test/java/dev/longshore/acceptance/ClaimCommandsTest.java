package dev.longshore.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.EngineAddress;
import dev.longshore.engine.testing.EngineTest;
import dev.longshore.engine.testing.RunningTogether;
import dev.longshore.server.access.Role;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What microservices store, from the terminal to the engine's volumes. During all of it each claim is watched: it never has
 * two openers.
 */
@EngineTest
class ClaimCommandsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private static Path directory;

    private static Installation longshore;

    private String project;
    private Workstation developer;
    private Map<String, RunningTogether> openers;

    @BeforeAll
    static void install() throws IOException {
        longshore = Installation.start(directory);
    }

    @AfterAll
    static void uninstall() {
        longshore.close();
    }

    @BeforeEach
    void push() throws IOException {
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        project = "note-" + HexFormat.of().formatHex(random);
        openers = Map.of(
                "data", openers("db", 0), "disk-store-0", openers("store", 0), "disk-store-1", openers("store", 1));
        developer = longshore.workstation(Notebook.write(Files.createTempDirectory(directory, "files")), project);
        succeed(developer.push());
    }

    @AfterEach
    void no_claim_ever_had_two_openers() {
        openers.values().forEach(RunningTogether::close);
        openers.forEach((claim, watched) -> assertThat(watched.greatest())
                .as("openers of claim %s: %s", claim, watched.history())
                .isEqualTo(1));
    }

    @Test
    void data_outlives_everything_until_its_claim_is_removed() throws IOException {
        assertThat(note("first")).isEqualTo("version 1\nfirst\n");
        Command backup = developer.hasura("claim", "backup", "data", "--stop", "-o", "first.tar.gz");
        assertThat(note("second")).isEqualTo("version 1\nfirst\nsecond\n");
        pushVersion(2);
        assertThat(page()).isEqualTo("version 2\nfirst\nsecond\n");
        succeed(developer.git("push", "hasura", "HEAD:refs/do/rollback/1"));
        assertThat(page()).isEqualTo("version 1\nfirst\nsecond\n");
        succeed(developer.hasura("microservice", "restart", "db"));
        Command second = developer.hasura("microservice", "scale", "db", "2");
        succeed(developer.hasura("microservice", "scale", "db", "0"));
        succeed(developer.hasura("microservice", "scale", "db", "1"));
        assertThat(note("third")).isEqualTo("version 1\nfirst\nsecond\nthird\n");
        Command removal = developer.hasura("microservice", "remove", "db", "--yes");
        Command unused = developer.hasura("claim", "list");
        pushVersion(3);
        assertThat(page()).isEqualTo("version 3\nfirst\nsecond\nthird\n");

        Command restore = developer.hasura("claim", "restore", "data", "first.tar.gz", "--yes");

        assertThat(page()).isEqualTo("version 3\nfirst\n");
        Command refused = developer.hasura("claim", "remove", "data", "--yes");
        succeed(developer.hasura("microservice", "remove", "db", "--yes"));
        Command removed = developer.hasura("claim", "remove", "data", "--yes");
        pushVersion(4);
        assertThat(page()).isEqualTo("version 4\n");

        assertThat(backup.output()).matches("saved     data in /.*/first\\.tar\\.gz, [0-9]+ B\n");
        assertThat(second.exitCode()).isOne();
        assertThat(second.output()).contains("write to the same claim");
        assertThat(removal.output()).contains("The data of claim data stays.");
        assertThat(unused.output()).containsPattern("data +default +[0-9]+ B +2[0-9-]{9} [0-9:]{5}\n");
        assertThat(restore).isEqualTo(new Command(0, "restored  data; db is ready with it\n"));
        assertThat(refused)
                .isEqualTo(new Command(
                        1, "hasura: claim data is used by db; take it out of the project first, and push\n"));
        assertThat(removed.output()).matches("removed   data \\([0-9]+ B\\)\n");
        assertThat(watched("data").starts()).isGreaterThanOrEqualTo(9);
    }

    @Test
    void every_pod_of_a_stateful_set_has_data_of_its_own() {
        write("store-0", "zero");
        write("store-1", "one");
        Command list = developer.hasura("claim", "list");
        succeed(developer.hasura("claim", "backup", "disk-store-1", "-o", "one.tar.gz"));
        write("store-0", "more");
        write("store-1", "more");
        succeed(developer.hasura("microservice", "restart", "store"));
        assertThat(read("store-0")).isEqualTo("zero\nmore\n");
        assertThat(read("store-1")).isEqualTo("one\nmore\n");
        int starts = watched("disk-store-0").starts();

        Command restore = developer.hasura("claim", "restore", "disk-store-1", "one.tar.gz", "--yes");

        assertThat(restore).isEqualTo(new Command(0, "restored  disk-store-1; store is ready with it\n"));
        assertThat(read("store-1")).isEqualTo("one\n");
        assertThat(read("store-0")).isEqualTo("zero\nmore\n");
        assertThat(watched("disk-store-0").starts()).isEqualTo(starts);
        Command used = developer.hasura("claim", "remove", "disk-store-1", "--yes");
        succeed(developer.hasura("microservice", "scale", "store", "1"));
        succeed(developer.hasura("microservice", "scale", "store", "2"));
        assertThat(read("store-1")).isEqualTo("one\n");
        succeed(developer.hasura("microservice", "scale", "store", "1"));
        Command removed = developer.hasura("claim", "remove", "disk-store-1", "--yes");
        succeed(developer.hasura("microservice", "scale", "store", "2"));
        assertThat(read("store-1")).isEmpty();
        assertThat(read("store-0")).isEqualTo("zero\nmore\n");

        assertThat(list.output())
                .containsPattern("disk-store-0 +default +[0-9]+ B +store\ndisk-store-1 +default +[0-9]+ B +store\n");
        assertThat(used.output()).startsWith("hasura: claim disk-store-1 is used by store; ");
        assertThat(removed.output()).matches("removed   disk-store-1 \\([0-9]+ B\\)\n");
    }

    @Test
    void a_server_that_is_killed_while_a_claim_changes_hands_loses_nothing() {
        note("first");
        succeed(developer.hasura("claim", "backup", "data", "--stop", "-o", "first.tar.gz"));
        note("second");
        write("store-1", "one");
        String all = "version [0-9]\nfirst\nsecond\n";

        for (String moment : List.of("die", "start")) {
            developer.add(Notebook.DB, Notebook.db(moment.equals("die") ? 2 : 3));
            developer.commit("Version at " + moment);
            killAt("data", moment, machine -> machine.startGit("push", "hasura", "master"));
            assertThat(awaitPage()).matches(all);
            killAt("data", moment, machine -> machine.startHasura("microservice", "restart", "db"));
            assertThat(awaitPage()).matches(all);
            killAt("disk-store-1", moment, machine -> machine.startHasura("microservice", "restart", "store"));
            Await.until(
                    "both pods",
                    PATIENCE,
                    () -> developer
                            .hasura("microservice", "status", "store")
                            .output()
                            .contains("2 created | 2 running"));
            assertThat(read("store-1")).isEqualTo("one\n");
        }
        int starts = watched("data").starts();
        longshore.killServer();
        longshore.restartServer();
        assertThat(developer.hasura("microservice", "status", "db").output()).contains("1 running");
        assertThat(watched("data").starts()).isEqualTo(starts);
        for (String moment : List.of("die", "start")) {
            killAt("data", moment, machine -> machine.startHasura("claim", "restore", "data", "first.tar.gz", "--yes"));
            assertThat(awaitPage()).matches("version [0-9]\nfirst\n(second\n)?");
        }
        Command next = developer.hasura("claim", "restore", "data", "first.tar.gz", "--yes");

        assertThat(next.exitCode()).as(next.output()).isZero();
        assertThat(page()).matches("version [0-9]\nfirst\n");
    }

    @Test
    void what_is_no_backup_changes_nothing_and_is_told_in_a_line() throws IOException {
        note("first");
        Command.Running writing = developer.startHasura(
                "microservice",
                "exec",
                "db",
                "--",
                "sh",
                "-c",
                "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); echo $i >>/data/log; done");
        Path backup = developer.file("whole.tar.gz");
        Command whileWritten = developer.hasura("claim", "backup", "data", "-o", backup.toString());
        assertThat(writing.await().exitCode()).isZero();
        byte[] whole = Files.readAllBytes(backup);
        Files.write(developer.file("half.tar.gz"), Arrays.copyOf(whole, whole.length / 2));
        Files.writeString(developer.file("page.html"), "<p>not an archive");
        Files.createDirectory(developer.file("inner"));
        succeed(Command.run(
                developer.file("inner"), Map.of(), List.of("tar", "-czPf", "../leading-out.tar.gz", "../page.html")));
        int starts = watched("data").starts();

        assertThat(whileWritten.exitCode()).isZero();
        assertThat(whileWritten.output())
                .contains("note      db ran meanwhile: what was being written is as after a crash");
        succeed(Command.run(directory, Map.of(), List.of("tar", "-tzf", backup.toString())));
        refused(
                "the archive can't be restored: it isn't a .tar.gz; nothing is changed",
                "restore",
                "data",
                "page.html");
        refused("the archive can't be restored: .*; nothing is changed", "restore", "data", "half.tar.gz");
        refused(
                "the archive can't be restored: .*\\.\\./page\\.html.*; nothing is changed",
                "restore",
                "data",
                "leading-out.tar.gz");
        refused("there is no file .*/none.tar.gz that can be read", "restore", "data", "none.tar.gz");
        refused(
                "there is no claim 'none' with data in namespace default; see: hasura claim list",
                "restore",
                "none",
                "whole.tar.gz");
        refused("there is no claim '\\.\\./data' with data in namespace default; .*", "remove", "../data");
        assertThat(developer
                        .hasura("claim", "backup", "data", "-o", "whole.tar.gz")
                        .output())
                .matches("hasura: .*/whole\\.tar\\.gz is there already; choose another file with -o\n");
        assertThat(page()).isEqualTo("version 1\nfirst\n");
        assertThat(watched("data").starts()).isEqualTo(starts);

        developer.logIn(longshore, "vera", longshore.issueToken("vera", Role.DEPLOYER));
        assertThat(developer.hasura("claim", "list").exitCode()).isZero();
        assertThat(developer.hasura("claim", "backup", "data", "-o", "mine.tar.gz"))
                .isEqualTo(new Command(4, "hasura: vera may not do this\n"));
        refused("vera may not do this", "restore", "data", "whole.tar.gz");
    }

    private void refused(String message, String... arguments) {
        String[] line = new String[arguments.length + 2];
        line[0] = "claim";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        line[line.length - 1] = "--yes";
        Command command = developer.hasura(line);
        assertThat(command.exitCode()).isNotZero();
        assertThat(command.output()).matches("hasura: " + message + "\n");
    }

    private RunningTogether openers(String workload, int replica) {
        return new RunningTogether(
                longshore.engine(),
                EngineAddress.fromEnvironment(System.getenv()),
                Map.of(
                        "dev.longshore.environment", project,
                        "dev.longshore.workload", workload,
                        "dev.longshore.replica", Integer.toString(replica)));
    }

    private RunningTogether watched(String claim) {
        return Objects.requireNonNull(openers.get(claim));
    }

    /** Kills the server as soon as the engine tells of such an event of a claim's container, and starts it again. */
    private void killAt(String claim, String event, Function<Workstation, Command.Running> command) {
        RunningTogether watched = watched(claim);
        int before = watched.history().size();
        Command.Running running = command.apply(developer);
        Await.until(
                event + " during " + running.process().info(),
                PATIENCE,
                () -> watched.history().stream().skip(before).anyMatch(line -> line.contains(" " + event + " ")));
        longshore.killServer();
        running.await();
        longshore.restartServer();
    }

    private void pushVersion(int version) {
        developer.add(Notebook.DB, Notebook.db(version));
        developer.commit("Version " + version);
        succeed(developer.push());
    }

    private String note(String text) {
        return get(Notebook.PAGE + "?" + text).body();
    }

    private String page() {
        return get(Notebook.PAGE).body();
    }

    private String awaitPage() {
        Await.until("the page", PATIENCE, () -> get(Notebook.PAGE).statusCode() == 200);
        return page();
    }

    private HttpResponse<String> get(String path) {
        return longshore.browser().get("db." + project + ".localhost", path);
    }

    private void write(String pod, String line) {
        succeed(developer.hasura(
                "microservice", "exec", "store", "-p", pod, "--", "sh", "-c", "echo " + line + " >>/data/notes"));
    }

    private String read(String pod) {
        return developer
                .hasura("microservice", "exec", "store", "-p", pod, "--", "sh", "-c", "cat /data/notes 2>/dev/null")
                .output();
    }

    private static void succeed(Command command) {
        assertThat(command.exitCode()).as(command.output()).isZero();
    }
}
