package dev.longshore.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.ContainerState;
import dev.longshore.engine.EngineAddress;
import dev.longshore.engine.testing.EngineTest;
import dev.longshore.engine.testing.FaultyEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ground gives way under a push: each time the developer is told what and where, what was live stays live, and the
 * next push works as soon as the ground is back, without a restart of anything.
 */
@EngineTest
class FaultsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String VERDICT = "push \\d+ (failed|refused): .*";

    /** Not of a command in a container, by which the firewall is asked whether it stands. */
    private static final String CONTAINER_START = "/containers/[^/]+/start";

    @TempDir
    private static Path directory;

    private static SmallDisk disk;
    private static FaultyEngine engine;
    private static Installation longshore;
    private static Browser browser;
    private static String project = "";
    private static Workstation developer;
    private static int version;

    private String live = "";
    private String liveCommit = "";

    @BeforeAll
    static void push_a_first_version() throws IOException {
        disk = SmallDisk.mount(directory.resolve("data"), 16);
        engine = FaultyEngine.before(EngineAddress.fromEnvironment(System.getenv()), directory.resolve("e.sock"));
        longshore = Installation.start(
                directory,
                Map.of("DOCKER_HOST", engine.address().toString()),
                List.of("--engine-timeout", "2", "--database-timeout", "1", "--min-free", "0"));
        browser = longshore.browser();
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        project = "page-" + HexFormat.of().formatHex(random);
        developer = longshore.workstation(OnePage.write(directory.resolve("files"), "version 0"), project);
        // Without the credential helper, a program that takes a second for each of the many requests.
        developer.git(
                "remote",
                "add",
                "direct",
                "http://admin:" + longshore.token() + "@localhost:" + longshore.serverPort() + "/" + project + ".git");
        Command push = push();
        assertThat(push.exitCode()).as(push.output()).isZero();
    }

    @AfterAll
    static void uninstall() {
        // What couldn't be written while the ground was away has been written since.
        assertThat(developer.hasura("build", "list").output()).doesNotContain("running", "queued");
        engine.start();
        longshore.close();
        engine.close();
        disk.close();
    }

    @BeforeEach
    void change_the_page() {
        live = "version " + version;
        liveCommit = developer.head();
        change("index");
    }

    @AfterEach
    void the_next_push_works() {
        engine.start();
        disk.empty();

        change("next");
        Command push = push();

        assertThat(push.exitCode()).as(push.output()).isZero();
        assertThat(page()).isEqualTo("version " + version);
        assertThat(deployed()).isEqualTo(developer.head());
        Await.until("one replica alone", SOON, () -> replicas() == 1);
    }

    @Test
    void an_engine_that_is_down() {
        engine.kill();

        Command push = push();

        assertFailed(push, "the container engine at " + engine.address() + " doesn't answer (connection refused)");
        assertThat(push.lastRemoteLine()).endsWith(": start it and try again.");
        assertOldReleaseServes();
    }

    @Test
    void an_engine_that_is_killed_in_the_middle_of_a_build() {
        developer.edit(OnePage.DOCKERFILE, text -> text.replace("RUN echo prepared", "RUN echo begun && sleep 20"));
        developer.commit("Take long");
        Command.Running pushing = developer.startGit("push", "direct", "master");
        Await.until("the build", SOON, () -> pushing.outputSoFar().contains("web | begun"));

        engine.kill();

        assertFailed(pushing.await(), "web: the container engine at " + engine.address() + " doesn't answer");
        assertOldReleaseServes();
        developer.edit(OnePage.DOCKERFILE, text -> text.replace("RUN echo begun && sleep 20", "RUN echo prepared"));
    }

    @Test
    void an_engine_that_is_killed_in_the_middle_of_a_rollout() {
        engine.at("POST", CONTAINER_START, engine::kill);

        Command push = push();

        assertFailed(push, "the container engine at " + engine.address() + " doesn't answer");
        assertThat(push.output()).containsPattern("release \\d+ is put back as soon as the container engine answers");
        assertThat(replicas()).isEqualTo(2);
        assertOldReleaseServes();
    }

    @Test
    void an_engine_that_hangs() {
        engine.at("POST", "/containers/create", engine::hang);

        Command push = push();

        assertFailed(push, "doesn't answer (no answer within 2 s)");
        assertOldReleaseServes();
    }

    @Test
    void a_server_that_starts_before_its_engine() {
        longshore.killServer();
        engine.kill();
        longshore.restartServer();
        assertOldReleaseServes();
        longshore
                .containers(project)
                .forEach(container -> longshore.engine().containers().remove(container.id()));
        assertThat(browser.get(host(), "/").statusCode()).isBetween(502, 504);

        engine.start();

        Await.until("the page", SOON, () -> browser.get(host(), "/").statusCode() == 200);
        assertThat(page()).isEqualTo(live);
    }

    @Test
    void an_image_that_does_not_exist() {
        developer.edit(OnePage.DOCKERFILE, text -> text.replace("FROM busybox:latest", "FROM nosuch:1"));
        developer.commit("Build from nothing");

        Command push = push();

        assertFailed(push, OnePage.DOCKERFILE + ":1", "nosuch:1");
        assertOldReleaseServes();
        developer.edit(OnePage.DOCKERFILE, text -> text.replace("FROM nosuch:1", "FROM busybox:latest"));
    }

    @Test
    void a_manifest_whose_image_does_not_exist() {
        String extra = """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: extra
                spec:
                  replicas: 1
                  selector:
                    matchLabels:
                      app: extra
                  template:
                    metadata:
                      labels:
                        app: extra
                    spec:
                      containers:
                      - name: extra
                        image: nosuch:1
                """;
        developer.add("microservices/extra/k8s.yaml", extra);
        developer.commit("Run nothing");

        Command push = push();

        assertFailed(push, "microservices/extra/k8s.yaml:16", "nosuch:1", "docker pull nosuch:1");
        assertOldReleaseServes();
        developer.git("rm", "-q", "-r", "microservices/extra");
    }

    @Test
    void a_disk_that_is_full_before_the_push() {
        disk.fill();

        Command push = push();

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.output())
                .containsPattern("push refused: .* disk .*is full")
                .doesNotContain("Exception");
        assertOldReleaseServes();
    }

    @Test
    void a_disk_that_gets_full_while_building() {
        engine.at("POST", "/build", disk::fill);

        Command push = push();

        assertFailed(push, "full");
        assertOldReleaseServes();
    }

    @Test
    void a_disk_that_gets_full_while_rolling_out() {
        engine.at("POST", "/containers/create", disk::fill);

        Command push = push();

        assertFailed(push, "the disk is full; free some space and try again");
        assertOldReleaseServes();
    }

    @Test
    void a_disk_that_gets_full_while_the_new_version_starts() {
        engine.at("POST", CONTAINER_START, disk::fill);

        Command push = push();

        assertAllOrNothing(push);
    }

    @Test
    void a_disk_that_gets_full_while_the_old_version_ends() {
        engine.at("DELETE", "/containers/", disk::fill);

        Command push = push();

        assertThat(push.exitCode()).as(push.output()).isZero();
        assertAllOrNothing(push);
    }

    @Test
    void a_database_that_is_locked() throws SQLException {
        try (Connection other = lockDatabase()) {
            Command push = push();

            assertThat(push.exitCode()).isNotZero();
            assertThat(push.lastRemoteLine()).matches("push refused: the server's database is locked by another .*");
            assertThat(developer.hasura("microservice", "list").output()).containsPattern("web +Running");
            assertOldReleaseServes();
            unlock(other);
        }
    }

    @Test
    void a_database_that_gets_locked_while_building() throws SQLException {
        try (Connection other = DriverManager.getConnection(database())) {
            engine.at("POST", "/build", () -> lock(other));

            Command push = push();

            assertFailed(push, "the server's database is locked by another program");
            assertOldReleaseServes();
            unlock(other);
        }
    }

    @Test
    void a_database_that_is_locked_at_the_commit_point() throws SQLException {
        try (Connection other = DriverManager.getConnection(database())) {
            engine.at("POST", CONTAINER_START, () -> lock(other));

            Command push = push();

            assertFailed(push, "the server's database is locked by another program");
            assertAllOrNothing(push);
            unlock(other);
        }
    }

    @Test
    void ports_that_are_taken() throws IOException {
        Path data = Files.createDirectories(directory.resolve("second"));

        Command server = Command.run(
                directory,
                Map.of(),
                Program.java(
                        "dev.longshore.server.ServerMain",
                        List.of("--data", data.toString(), "--port", Integer.toString(longshore.serverPort()))));
        Command gateway = Command.run(
                directory,
                Map.of(),
                Program.java(
                        "dev.longshore.gateway.GatewayMain",
                        List.of("--routes", data.toString(), "--port", Integer.toString(longshore.gatewayPort()))));

        assertThat(server.exitCode()).isNotZero();
        assertThat(server.output())
                .contains("port " + longshore.serverPort(), "already in use", "--port")
                .doesNotContain("\tat ");
        assertThat(gateway.exitCode()).isNotZero();
        assertThat(gateway.output())
                .contains("127.0.0.1:" + longshore.gatewayPort(), "already in use", "--port")
                .doesNotContain("\tat ");
    }

    /** With a verdict as the last remote line and, in the same words, on git's status line. */
    private static void assertFailed(Command push, String... told) {
        assertThat(push.exitCode()).as(push.output()).isNotZero();
        assertThat(push.output()).contains(told).doesNotContain("Exception", "internal error");
        assertThat(push.lastRemoteLine()).as(push.output()).matches(VERDICT);
        assertThat(push.output()).containsPattern("! \\[remote rejected\\] master -> master \\(.+\\)");
    }

    private void assertOldReleaseServes() {
        assertThat(page()).isEqualTo(live);
        assertThat(deployed()).isEqualTo(liveCommit);
    }

    /** The exit code, the page and the branch say the same. */
    private void assertAllOrNothing(Command push) {
        if (push.exitCode() == 0) {
            assertThat(page()).as(push.output()).isEqualTo("version " + version);
            assertThat(deployed()).as(push.output()).isEqualTo(developer.head());
        } else {
            Await.until("the old page after\n" + push.output(), SOON, () -> page().equals(live));
            assertThat(deployed()).as(push.output()).isEqualTo(liveCommit);
        }
    }

    private static void change(String why) {
        String before = "version " + version++;
        developer.edit(OnePage.PAGE, text -> text.replace(before, "version " + version));
        developer.commit("Version " + version + " (" + why + ")");
    }

    private static Command push() {
        return developer.git("push", "direct", "master");
    }

    /** The commit that the deploy branch points at. */
    private static String deployed() {
        return developer
                .git("ls-remote", "direct", "refs/heads/master")
                .output()
                .split("\\s", 2)[0];
    }

    private static String page() {
        return browser.get(host(), "/").body().strip();
    }

    private static String host() {
        return "web." + project + ".localhost";
    }

    private static long replicas() {
        return longshore.containers(project).stream()
                .map(ContainerState::labels)
                .filter(labels -> "web".equals(labels.get("dev.longshore.workload")))
                .count();
    }

    private static String database() {
        return "jdbc:sqlite:" + longshore.data().resolve("longshore.db");
    }

    private static Connection lockDatabase() throws SQLException {
        Connection connection = DriverManager.getConnection(database());
        lock(connection);
        return connection;
    }

    private static void lock(Connection connection) {
        execute(connection, "BEGIN IMMEDIATE");
    }

    private static void unlock(Connection connection) {
        execute(connection, "ROLLBACK");
    }

    private static void execute(Connection connection, String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
