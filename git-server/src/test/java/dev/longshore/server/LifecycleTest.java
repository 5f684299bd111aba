package dev.longshore.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.project.release.Release;
import dev.longshore.server.access.Role;
import dev.longshore.server.access.Users;
import dev.longshore.server.store.Database;
import dev.longshore.server.store.Environments;
import dev.longshore.server.store.LiveRelease;
import dev.longshore.server.store.PushJournal;
import dev.longshore.server.store.ReleaseJournal;
import dev.longshore.server.store.StoredEnvironment;
import dev.longshore.server.testing.Await;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's start and end, in good order and otherwise. */
class LifecycleTest {
    @TempDir
    Path directory;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aDataDirectoryHasOneServer() {
        assertThatThrownBy(() -> TestServer.start(directory))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("another server runs with the data directory ");
    }

    @Test
    void anAdministratorMadeWhileTheServerRunsIsKnownAtOnce() throws Exception {
        Database besides = Database.open(server.data().resolve("longshore.db"));
        String token = new Users(besides, Clock.systemUTC())
                .issueToken("root", Role.ADMIN)
                .secret();

        assertThat(token).matches("lsh_[A-Za-z0-9_-]{43}");
        assertThat(server.get("/api/v1/user", token).body()).contains("\"name\":\"root\",\"role\":\"admin\"");
    }

    @Test
    void aRunningPushMayEndBeforeTheServerDoes() throws Exception {
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        SampleProject.write(git, "1").commit("One");
        server.cluster().answer(() -> {
            server.stopSoon();
            return new RolloutOutcome.Live();
        });

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).as(result.text()).isZero();
        assertThat(result.verdict()).startsWith("push 1 is live");
    }

    /** The journal says live, the branch doesn't yet: the state of a server that was killed between the two. */
    @Test
    void aPushWhoseCommitPointHasPassedIsCompletedAtTheNextStart() throws Exception {
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        SampleProject.write(git, "1").commit("One");
        git.push("master");
        String commit = SampleProject.write(git, "2").commit("Two");
        git.push("HEAD:feature");
        commitInJournal(commit);

        server.restart();

        GitClient again = git.at(server.repositoryUrl("shop"));
        assertThat(again.succeed("ls-remote", "hasura", "master").text()).contains(commit);
        String token = server.token("vera", Role.VIEWER);
        assertThat(server.get("/api/v1/projects/shop/environments/hasura/pushes?limit=1", token)
                        .body())
                .contains("\"id\":3,\"state\":\"live\"")
                .contains("\"finishedAt\"");
        Await.until(
                "release 2 is kept running", () -> server.cluster().repaired().contains(2L));
    }

    @Test
    void aPushThatCanNotBeCompletedKeepsNoServerFromStarting() throws Exception {
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        String commit = SampleProject.write(git, "1").commit("One");
        git.push("master");
        commitInJournal("1".repeat(40));

        server.restart();

        GitClient again = git.at(server.repositoryUrl("shop"));
        assertThat(again.succeed("ls-remote", "hasura", "master").text()).contains(commit);
    }

    /** The first push couldn't move its branch when it became live, and the second one did. */
    @Test
    void anOlderPushIsNotCompletedOverANewerOne() throws Exception {
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        SampleProject.write(git, "1").commit("One");
        git.push("master");
        String newer = SampleProject.write(git, "2").commit("Two");
        git.push("master");
        Database.open(server.data().resolve("longshore.db"))
                .jdbi()
                .useHandle(handle -> handle.execute("UPDATE pushes SET finished_at = NULL WHERE id = 1"));

        server.restart();

        GitClient again = git.at(server.repositoryUrl("shop"));
        assertThat(again.succeed("ls-remote", "hasura", "master").text()).contains(newer);
        assertThat(new PushJournal(Database.open(server.data().resolve("longshore.db")), Clock.systemUTC())
                        .unfinished())
                .isEmpty();
    }

    @Test
    void aBuildThatDoesNotEndFailsThePushAtItsDeadline() throws Exception {
        server.close();
        server = TestServer.start(
                directory, settings -> settings.withTimes(times -> times.withImageDeadline(Duration.ofMillis(500))));
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        server.builder().hold();
        SampleProject.write(git, "1").commit("One");

        GitClient.Result late = git.push("master");
        server.builder().succeed();
        GitClient.Result again = git.push("master");

        assertThat(late.verdict()).isEqualTo("push 1 failed: api: not done within 500 ms.");
        assertThat(again.exitCode()).as(again.text()).isZero();
    }

    private void commitInJournal(String commit) {
        Clock clock = Clock.systemUTC();
        Database database = Database.open(server.data().resolve("longshore.db"));
        StoredEnvironment environment = new Environments(database, clock).all().get(0);
        ReleaseJournal releases = new ReleaseJournal(database, clock);
        LiveRelease live = releases.live(environment.id()).orElseThrow();
        Release next = new Release(
                environment.name(),
                2,
                commit,
                live.release().images(),
                live.release().objects(),
                live.release().routes());
        long push = new PushJournal(database, clock)
                .queue(new PushJournal.Arrival(environment.id(), "master", commit, "Two", "asha"));
        releases.begin(environment.id(), push, new LiveRelease(next, live.microservices()));
        releases.commit(environment.id(), push, 2);
    }
}
