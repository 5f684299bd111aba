package dev.longshore.server.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.server.access.Role;
import dev.longshore.server.testing.Await;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pushes and fetches over SSH, by the real git and ssh. */
class SshGitTest {
    @TempDir
    Path directory;

    private SshInstallation installation;
    private Path asha;

    @BeforeEach
    void start() throws Exception {
        installation = new SshInstallation(directory);
        asha = installation.keyOf("asha", Role.DEPLOYER, "asha");
    }

    @AfterEach
    void stop() throws Exception {
        installation.close();
    }

    @Test
    void aPushGoesLiveAndIsWhatACloneGets() {
        GitClient git = installation.git("a", "~/git/shop", asha);
        String commit = SampleProject.write(git, "1").commit("One");

        GitClient.Result push = git.push("master");
        GitClient.Result clone = git.run("clone", "-q", installation.url("shop.git"), "clone");

        assertThat(push.exitCode()).as(push.text()).isZero();
        assertThat(push.remote())
                .first()
                .asString()
                .startsWith("push 1 to shop (hasura), " + commit.substring(0, 7) + " \"One\"");
        assertThat(push.verdict()).startsWith("push 1 is live in ").endsWith(" as release 1.");
        assertThat(clone.exitCode()).as(clone.text()).isZero();
        assertThat(git.succeed("-C", "clone", "rev-parse", "HEAD").lines()).containsExactly(commit);
    }

    @Test
    void whatAnotherPushedCanBeFetched() throws Exception {
        GitClient first = installation.git("a", "shop.git", asha);
        SampleProject.write(first, "1").commit("One");
        first.push("master");
        GitClient second = installation.git("b", "~/git/shop.git", installation.keyOf("ben", Role.DEPLOYER, "ben"));
        second.succeed("fetch", "-q", "hasura");
        second.succeed("reset", "-q", "--hard", "hasura/master");
        String commit = SampleProject.write(second, "2").commit("Two");

        assertThat(second.push("master").exitCode()).isZero();
        first.succeed("fetch", "-q", "hasura");

        assertThat(first.succeed("rev-parse", "hasura/master").lines()).containsExactly(commit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-t rsa -b 2048", "-t rsa -b 3072", "-t ecdsa -b 256", "-t ecdsa -b 521"})
    void everyModernKindOfKeyWorks(String kind) throws Exception {
        Path key = installation.client().key("other", kind.split(" "));
        installation.add("ben", Role.DEPLOYER, key);

        GitClient.Result result = installation.git("a", "shop.git", key).run("ls-remote", "hasura");

        assertThat(result.text()).contains("there is no project \"shop\" here").doesNotContain("Permission denied");
    }

    @Test
    void aBuildThatFailsIsAFailedPush() {
        GitClient git = installation.git("a", "shop.git", asha);
        SampleProject.write(git, "1").commit("One");
        installation.server().cluster().answer(() -> new RolloutOutcome.Restored("api never became ready."));

        GitClient.Result push = git.push("master");

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.text()).contains("[remote rejected] master -> master (");
        assertThat(git.succeed("ls-remote", "hasura").text()).doesNotContain("refs/heads/master");
    }

    @Test
    void theLogArrivesWhileThePushGoesOn() {
        GitClient git = installation.git("a", "shop.git", asha);
        SampleProject.write(git, "1").commit("One");
        CountDownLatch building = installation.server().builder().hold();

        try (GitClient.Running push = git.start("push", "hasura", "master")) {
            Await.until(
                    "the builder's output is shown",
                    () -> push.lines().stream()
                            .anyMatch(line -> line.startsWith("remote:") && line.contains("step 1 of 2")));
            assertThat(push.isAlive()).isTrue();
            building.countDown();

            assertThat(push.await().exitCode()).isZero();
        }
    }

    @Test
    void aClientThatGoesAwayLeavesItsPushGoingOnAndMayComeBackToIt() {
        GitClient git = installation.git("a", "shop.git", asha);
        SampleProject.write(git, "1").commit("One");
        CountDownLatch building = installation.server().builder().hold();
        try (GitClient.Running push = git.start("push", "hasura", "master")) {
            push.awaitLine("step 1 of 2");
        }

        try (GitClient.Running again = git.start("push", "hasura", "master")) {
            again.awaitLine("step 1 of 2");
            building.countDown();
            GitClient.Result result = again.await();

            assertThat(result.exitCode()).as(result.text()).isZero();
            assertThat(result.verdict()).startsWith("push 1 is live");
        }
    }

    @Test
    void manyWatchersKeepNobodyOut() {
        GitClient git = installation.git("a", "shop.git", asha);
        SampleProject.write(git, "1").commit("One");
        CountDownLatch building = installation.server().builder().hold();
        GitClient.Running[] watchers = new GitClient.Running[8];
        for (int i = 0; i < watchers.length; i++) {
            watchers[i] = git.start("push", "hasura", "master");
        }
        for (GitClient.Running watcher : watchers) {
            watcher.awaitLine("step 1 of 2");
        }

        assertThat(git.run("ls-remote", "hasura").exitCode()).isZero();
        building.countDown();

        for (GitClient.Running watcher : watchers) {
            GitClient.Result result = watcher.await();
            assertThat(result.exitCode()).as(result.text()).isZero();
        }
    }

    @Test
    void aServerThatStopsLetsAWatchedPushEndFirst() {
        GitClient git = installation.git("a", "shop.git", asha);
        SampleProject.write(git, "1").commit("One");
        installation.server().cluster().answer(() -> {
            installation.server().stopSoon();
            return new RolloutOutcome.Live();
        });

        GitClient.Result push = git.push("master");

        assertThat(push.exitCode()).as(push.text()).isZero();
        assertThat(push.verdict()).startsWith("push 1 is live");
    }

    @Test
    void aServerThatStopsCutsOffWhatDoesNotEnd() throws Exception {
        GitClient git = installation.git("a", "shop.git", asha);
        SampleProject.write(git, "1").commit("One");
        installation.server().builder().hold();
        try (GitClient.Running push = git.start("push", "hasura", "master")) {
            push.awaitLine("step 1 of 2");

            long start = System.nanoTime();
            installation.server().close();

            assertThat(System.nanoTime() - start).isLessThan(15_000_000_000L);
            assertThat(push.await().exitCode()).isNotZero();
        }
    }

    @Test
    void aViewerMayFetchButNotPush() throws Exception {
        GitClient git = installation.git("a", "shop.git", asha);
        SampleProject.write(git, "1").commit("One");
        git.push("master");
        GitClient viewer = git.with(
                "GIT_SSH_COMMAND", installation.client().gitCommand(installation.keyOf("vera", Role.VIEWER, "vera")));

        GitClient.Result fetch = viewer.run("fetch", "hasura");
        GitClient.Result push = viewer.push("HEAD:refs/heads/other");

        assertThat(fetch.exitCode()).as(fetch.text()).isZero();
        assertThat(push.exitCode()).isNotZero();
        assertThat(push.text()).contains("fatal: remote error: vera is a viewer and may not push");
    }

    @Test
    void anUnknownKeyIsDenied() {
        GitClient git = installation.git("a", "shop.git", installation.client().ed25519("stranger"));

        GitClient.Result result = git.run("ls-remote", "hasura");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text()).contains("Permission denied (publickey)");
    }

    @Test
    void aProjectThatDoesNotExistCanNotBeFetched() {
        GitClient.Result result = installation.git("a", "nothing.git", asha).run("ls-remote", "hasura");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text())
                .contains("fatal: remote error: there is no project \"nothing\" here; the first push to it makes it");
    }

    @Test
    void whoOnlyAsksWhatAPushWouldDoMakesNoProject() {
        GitClient git = installation.git("a", "shop.git", asha);
        SampleProject.write(git, "1").commit("One");

        GitClient.Result result = git.run("push", "--dry-run", "hasura", "master");

        assertThat(result.exitCode()).as(result.text()).isZero();
        assertThat(result.text()).contains("[new branch]");
        assertThat(installation.server().data().resolve("repositories/shop.git"))
                .doesNotExist();
    }

    @Test
    void version2OfGitsProtocolIsSpoken() {
        GitClient git = installation.git("a", "shop.git", asha);
        SampleProject.write(git, "1").commit("One");
        git.push("master");

        GitClient.Result result =
                git.with("GIT_TRACE_PACKET", "1").succeed("-c", "protocol.version=2", "ls-remote", "hasura");

        assertThat(result.text()).contains("< version 2").contains("command=ls-refs");
    }

    @Test
    void theServersOwnRefsAreNotShown() {
        GitClient git = installation.git("a", "shop.git", asha);
        SampleProject.write(git, "1").commit("One");
        git.push("master");

        for (String version : new String[] {"0", "2"}) {
            assertThat(git.succeed("-c", "protocol.version=" + version, "ls-remote", "hasura")
                            .lines())
                    .hasSize(2)
                    .noneMatch(line -> line.contains("refs/longshore"));
        }
    }
}
