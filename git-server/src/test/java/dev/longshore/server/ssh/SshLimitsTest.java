package dev.longshore.server.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.access.Role;
import dev.longshore.server.limits.GitLimits;
import dev.longshore.server.store.Database;
import dev.longshore.server.store.ReleaseJournal;
import dev.longshore.server.testing.Await;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is refused for a limit or a fault is told why, by the real git and ssh. */
@Timeout(60)
class SshLimitsTest {
    @TempDir
    Path directory;

    @Test
    void whoHasTooManyPushesIsToldSo() throws Exception {
        try (SshInstallation installation = traffic(limits -> limits.withPushesOfUser(1))) {
            GitClient git = git(installation);
            CountDownLatch building = installation.server().builder().hold();
            try (GitClient.Running first = git.start("push", "hasura", "master")) {
                Await.until(
                        "the build has begun",
                        () -> first.lines().stream().anyMatch(line -> line.contains("step 1 of 2")));

                GitClient.Result second = git.push("master");

                building.countDown();
                assertThat(second.exitCode()).isNotZero();
                assertThat(second.text())
                        .contains("fatal: remote error: asha has 1 pushes going on already; try again when one of them"
                                + " has ended");
                assertThat(first.await().exitCode()).isZero();
            }
        }
    }

    @Test
    void whoHasTooManyFetchesIsToldSo() throws Exception {
        try (SshInstallation installation = traffic(limits -> limits.withFetchesOfUser(0))) {
            GitClient git = git(installation);
            git.push("master");

            assertThat(git.run("fetch", "hasura").text())
                    .contains("fatal: remote error: asha has 0 fetches going on already");
        }
    }

    @Test
    void aLockedDatabaseKeepsNoFetchWaiting() throws Exception {
        try (SshInstallation installation = new SshInstallation(directory)) {
            GitClient git = git(installation);
            git.push("master");
            GitClient reader = git.with(
                    "GIT_SSH_COMMAND",
                    installation.client().gitCommand(installation.keyOf("vera", Role.VIEWER, "vera")));
            ReleaseJournal releases =
                    new ReleaseJournal(Database.open(database(installation), Duration.ofMillis(1)), Clock.systemUTC());
            try (Connection other = lockDatabase(installation)) {
                long start = System.nanoTime();

                GitClient.Result fetch = reader.run("fetch", "hasura");

                assertThat(fetch.exitCode()).as(fetch.text()).isZero();
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
                assertThat(releases.find(1, 1)).isPresent();
            }
        }
    }

    @Test
    void whoseFirstPushFindsTheDatabaseLockedIsToldSo() throws Exception {
        try (SshInstallation installation = new SshInstallation(
                directory, settings -> settings.withTimes(times -> times.withDatabaseWait(Duration.ofMillis(300))))) {
            GitClient git = git(installation);
            try (Connection other = lockDatabase(installation)) {
                GitClient.Result push = git.push("master");

                assertThat(push.exitCode()).isNotZero();
                assertThat(push.text())
                        .contains("remote: the server's database is locked by another program. Try again when");
            }
            assertThat(git.push("master").exitCode()).isZero();
        }
    }

    @Test
    void whoHasTooManyRequestsIsToldSo() throws Exception {
        try (SshInstallation installation =
                new SshInstallation(directory, settings -> settings.withHttp(http -> http.withRequestsPerUser(1)))) {
            Path key = installation.keyOf("asha", Role.DEPLOYER, "asha");
            GitClient git = installation.git("a", "shop.git", key);
            try (SilentPush silent = SilentPush.start(directory, installation, key)) {
                silent.awaitRefs();

                assertThat(git.run("ls-remote", "hasura").text())
                        .contains("fatal: remote error: asha has too many requests open at once");
            }
            Await.until(
                    "the place is free",
                    () -> git.run("ls-remote", "hasura").text().contains("there is no project \"shop\" here"));
        }
    }

    @Test
    void aFirstPushThatSaysNothingIsEnded() throws Exception {
        Duration idle = Duration.ofMillis(500);
        Duration total = Duration.ofSeconds(30);
        try (SshInstallation installation = new SshInstallation(
                directory,
                settings -> settings.withLimits(limits -> limits.withTimes(new GitLimits.Times(idle, total, total))))) {
            Path key = installation.keyOf("asha", Role.DEPLOYER, "asha");

            try (SilentPush silent = SilentPush.start(directory, installation, key)) {
                assertThat(silent.awaitEnd()).contains("the connection was silent for 0.5 s, which is the limit");
            }
        }
    }

    /** A client that asks what a push to a project that isn't there would find, and then says nothing. */
    private record SilentPush(Process ssh, Path output) implements AutoCloseable {
        private static SilentPush start(Path directory, SshInstallation installation, Path key) throws IOException {
            List<String> command = new ArrayList<>(
                    List.of(installation.client().gitCommand(key).split(" ")));
            command.addAll(List.of("git@localhost", "git-receive-pack 'shop.git'"));
            Path output = directory.resolve("silent.out");
            return new SilentPush(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start(),
                    output);
        }

        private void awaitRefs() {
            Await.until("the refs are told", () -> text().contains("report-status"));
        }

        private String awaitEnd() throws InterruptedException {
            assertThat(ssh.waitFor(20, TimeUnit.SECONDS))
                    .as("the server ended it")
                    .isTrue();
            return text();
        }

        private String text() {
            try {
                return Files.readString(output, StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            ssh.destroy();
        }
    }

    private static Path database(SshInstallation installation) {
        return installation.server().data().resolve("longshore.db");
    }

    private static Connection lockDatabase(SshInstallation installation) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database(installation));
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
        }
        return connection;
    }

    private SshInstallation traffic(UnaryOperator<GitLimits.Traffic> change) throws Exception {
        return new SshInstallation(directory, settings -> settings.withLimits(limits -> limits.withTraffic(change)));
    }

    private static GitClient git(SshInstallation installation) throws Exception {
        GitClient git = installation.git("a", "shop.git", installation.keyOf("asha", Role.DEPLOYER, "asha"));
        SampleProject.write(git, "1").commit("One");
        return git;
    }
}
