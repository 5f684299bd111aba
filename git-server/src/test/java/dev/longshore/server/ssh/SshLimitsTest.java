package dev.longshore.server.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.access.Role;
import dev.longshore.server.limits.GitLimits;
import dev.longshore.server.store.Database;
import dev.longshore.server.store.ReleaseJournal;
import dev.longshore.server.testing.Await;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
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
            ReleaseJournal releases = new ReleaseJournal(
                    Database.open(database(installation), Duration.ofMillis(1)), Clock.systemUTC());
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
                directory,
                settings -> settings.withTimes(times -> times.withDatabaseWait(Duration.ofMillis(300))))) {
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
        return new SshInstallation(
                directory, settings -> settings.withLimits(limits -> limits.withTraffic(change)));
    }

    private static GitClient git(SshInstallation installation) throws Exception {
        GitClient git = installation.git("a", "shop.git", installation.keyOf("asha", Role.DEPLOYER, "asha"));
        SampleProject.write(git, "1").commit("One");
        return git;
    }
}
