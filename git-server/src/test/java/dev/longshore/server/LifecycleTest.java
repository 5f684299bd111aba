package dev.longshore.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.builder.BuildPlanner;
import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.project.release.Release;
import dev.longshore.server.access.Role;
import dev.longshore.server.access.Users;
import dev.longshore.server.push.step.Rooms;
import dev.longshore.server.store.Database;
import dev.longshore.server.store.Environments;
import dev.longshore.server.store.LiveRelease;
import dev.longshore.server.store.PushJournal;
import dev.longshore.server.store.PushKind;
import dev.longshore.server.store.ReleaseJournal;
import dev.longshore.server.store.StoredEnvironment;
import dev.longshore.server.testing.Await;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
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

    /** The branch couldn't go back with the rollback, and has gone forward since. */
    @Test
    void anOlderRollbackIsNotCompletedOverAPushThatChangedNothing() throws Exception {
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        SampleProject.write(git, "1").commit("One");
        git.push("master");
        SampleProject.write(git, "2").commit("Two");
        git.push("master");
        Path lock = Files.createFile(server.data().resolve("repositories/shop.git/refs/heads/master.lock"));
        GitClient.Result rollback = git.push("HEAD:refs/do/rollback/1");
        Files.delete(lock);
        String newest = SampleProject.write(git, "1").commit("One again");
        GitClient.Result unchanged = git.push("master");

        server.restart();

        assertThat(rollback.text()).contains("master could not be moved; the next push or start of the server does it");
        assertThat(unchanged.verdict()).contains("nothing in this commit changes what runs");
        assertThat(git.at(server.repositoryUrl("shop"))
                        .succeed("ls-remote", "hasura", "master")
                        .text())
                .contains(newest);
        assertThat(pushes().unfinished()).isEmpty();
    }

    /** Killed right after the commit point of a scaling, which brings no commit. */
    @Test
    void aChangeWithoutACommitIsCompletedAndMovesNoBranch() throws Exception {
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        String live = SampleProject.write(git, "1").commit("One");
        git.push("master");
        String other = SampleProject.write(git, "2").commit("Two");
        git.push("HEAD:feature");
        long scaling = inJournal(PushKind.SCALE, other, (environment, push) -> makeLive(environment, push, live));

        server.restart();

        assertThat(log(scaling))
                .endsWith("push " + scaling + " is live as release 2; the server stopped before it could say so.");
        assertThat(pushes().unfinished()).isEmpty();
        assertThat(git.at(server.repositoryUrl("shop")).tip("master")).isEqualTo(live);
        Await.until(
                "release 2 is kept running", () -> server.cluster().repaired().contains(2L));
    }

    @Test
    void aChangeWithoutACommitThatWasCutOffLeavesWhatIsLive() throws Exception {
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        String live = SampleProject.write(git, "1").commit("One");
        git.push("master");
        long restart = inJournal(PushKind.RESTART, live, (environment, push) -> pushes().running(push));

        server.restart();

        assertThat(log(restart))
                .endsWith("push " + restart + " failed: the server stopped while this push ran; release 1 is live."
                        + " Give the command again.");
    }

    @Test
    void aPushThatHadToWaitWhenTheServerWasKilledSaysSo() throws Exception {
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        String commit = SampleProject.write(git, "1").commit("One");
        git.push("master");
        long waiting = inJournal(commit, (environment, push) -> {});

        server.restart();

        assertThat(log(waiting))
                .endsWith("push " + waiting + " failed: the server stopped before it was this push's turn;"
                        + " release 1 is live. Push again.");
    }

    @Test
    void aCommitThatChangedNothingIsNotToldToBeLiveWhenTheServerWasKilled() throws Exception {
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        SampleProject.write(git, "1").commit("One");
        git.push("master");
        String commit = git.commit("Empty");
        git.push("HEAD:feature");
        long unchanged = inJournal(commit, (environment, push) -> pushes().decideUnchanged(push, 1));

        server.restart();

        assertThat(log(unchanged))
                .endsWith("push " + unchanged + ": nothing in this commit changes what runs."
                        + " master moves, release 1 stays live; the server stopped before it could say so.");
        assertThat(git.at(server.repositoryUrl("shop"))
                        .succeed("ls-remote", "hasura", "master")
                        .text())
                .contains(commit);
    }

    /** Killed between the log and the journal, or once more while it recovered. */
    @Test
    void aVerdictThatTheLogHasIsNotToldAgain() throws Exception {
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        String commit = SampleProject.write(git, "1").commit("One");
        git.push("master");
        long failed = inJournal(commit, (environment, push) -> pushes().running(push));
        Files.writeString(
                server.data().resolve("logs/" + failed + ".log"), "push " + failed + " failed: no such image.\n");

        server.restart();

        assertThat(log(failed)).isEqualTo("push " + failed + " failed: no such image.");
        assertThat(pushes().newest(1, 1))
                .singleElement()
                .matches(push -> push.reason().equals("no such image"));
    }

    @Test
    void aLockThatAKilledServerLeftKeepsNoBranchFromMoving() throws Exception {
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        SampleProject.write(git, "1").commit("One");
        git.push("master");
        Path repository = server.data().resolve("repositories/shop.git");
        Files.createFile(repository.resolve("refs/heads/master.lock"));
        Files.createFile(repository.resolve("HEAD.lock"));
        server.restart();

        SampleProject.write(git, "2").commit("Two");
        GitClient.Result result = git.at(server.repositoryUrl("shop")).push("master");

        assertThat(result.exitCode()).as(result.text()).isZero();
    }

    @Test
    void whatAFirstReleaseLeftIsRemovedOnceTheEngineAnswers() throws Exception {
        server.close();
        server = TestServer.start(
                directory, settings -> settings.withTimes(times -> times.withReconcilePeriod(Duration.ofMillis(50))));
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        SampleProject.write(git, "1").commit("One");
        server.cluster().answer(() -> new RolloutOutcome.Broken("no engine answers", "parts of it may run"));
        server.cluster().failNextRemoval();

        git.push("master");

        Await.until("all of it is removed", () -> !server.cluster().removed().isEmpty());
    }

    @Test
    void aServerThatWasReplacedMakesNothingLiveAndLeavesTheClusterAlone() throws Exception {
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        SampleProject.write(git, "1").commit("One");
        server.cluster().answer(() -> {
            database().takeLease(Clock.systemUTC());
            return new RolloutOutcome.Live();
        });

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.verdict()).isEqualTo("push 1 failed: another server has taken over this data directory.");
        assertThat(server.cluster().removed()).isEmpty();
    }

    @Test
    void aStartThatFailsGivesBackThePortAndTheDataDirectory() throws Exception {
        Path data = directory.resolve("other");
        Settings.Addresses addresses;
        try (ServerSocket free = new ServerSocket(0)) {
            addresses = new Settings.Addresses(
                    free.getLocalPort(), 0, Settings.Addresses.DEFAULT_GATEWAY, Settings.Addresses.DEFAULT_DOMAIN);
        }
        Settings settings = Settings.defaults(data).withAddresses(addresses);

        assertThatThrownBy(() -> LongshoreServer.start(settings, (where, gateway) -> {
                    throw new IllegalStateException("no engine is installed");
                }))
                .hasMessage("no engine is installed");

        LongshoreServer.start(
                        settings,
                        (where, gateway) -> new Rooms(
                                new BuildPlanner(reference -> false),
                                environment -> server.builder(),
                                server.builder(),
                                server.cluster()))
                .close();
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
        inJournal(commit, (environment, push) -> makeLive(environment, push, commit));
    }

    /** Makes what is live so once more, as release 2. */
    private void makeLive(StoredEnvironment environment, long push, String commit) {
        ReleaseJournal releases = new ReleaseJournal(database(), Clock.systemUTC());
        LiveRelease live = releases.live(environment.id()).orElseThrow();
        Release next = new Release(
                environment.name(),
                2,
                commit,
                live.release().images(),
                live.release().objects(),
                live.release().routes());
        releases.begin(environment.id(), push, new LiveRelease(next, live.microservices()));
        releases.commit(environment.id(), push, 2);
    }

    /** Writes a push as a server that is killed after {@code then} would leave it, and returns its id. */
    private long inJournal(String commit, ObjLongConsumer<StoredEnvironment> then) {
        return inJournal(PushKind.DEPLOY, commit, then);
    }

    private long inJournal(PushKind kind, String commit, ObjLongConsumer<StoredEnvironment> then) {
        StoredEnvironment environment =
                new Environments(database(), Clock.systemUTC()).all().get(0);
        long push = pushes().queue(new PushJournal.Arrival(
                environment.id(), kind, "master", commit, "Two", "asha", Optional.empty(), Optional.empty()));
        then.accept(environment, push);
        return push;
    }

    private PushJournal pushes() {
        return new PushJournal(database(), Clock.systemUTC());
    }

    private Database database() {
        return Database.open(server.data().resolve("longshore.db"));
    }

    private String log(long push) throws IOException {
        return Files.readString(server.data().resolve("logs/" + push + ".log")).strip();
    }
}
