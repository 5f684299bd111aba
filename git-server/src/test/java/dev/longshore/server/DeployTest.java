package dev.longshore.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.builder.BuildOutcome;
import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.server.access.Role;
import dev.longshore.server.store.Database;
import dev.longshore.server.testing.Await;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a push to the deploy branch comes to, as its author sees it. */
class DeployTest {
    @TempDir
    Path directory;

    private TestServer server;
    private GitClient git;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory);
        git = server.git("shop", "asha", Role.DEPLOYER);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aPushGoesLiveAndMovesTheBranch() {
        String commit = SampleProject.write(git, "1").commit("Faster search");

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).as(result.text()).isZero();
        assertThat(result.remote().get(0))
                .startsWith("push 1 to shop (hasura), " + commit.substring(0, 7) + " \"Faster search\"")
                .endsWith(server.server().url() + "/shop/pushes/1");
        assertThat(result.remote())
                .contains("plan     api        build    first build")
                .contains("live     http://api.shop.localhost:8000/");
        assertThat(result.verdict()).matches("push 1 is live in \\d+\\.\\d s as release 1\\.");
        assertThat(branchTip()).isEqualTo(commit);
        assertThat(server.cluster().rolledOut()).singleElement().satisfies(release -> {
            assertThat(release.commit()).isEqualTo(commit);
            assertThat(release.images()).containsKey("redis:alpine");
        });
    }

    @Test
    void theFirstLivePushDecidesTheDeployBranch() {
        SampleProject.write(git, "1").commit("One");

        assertThat(git.push("HEAD:main").exitCode()).isZero();
        GitClient.Result other = git.push("master");

        assertThat(other.verdict()).isEqualTo("push 2: stored branch master. Only main deploys; nothing was deployed.");
        assertThat(git.succeed("ls-remote", "--symref", "hasura", "HEAD").text())
                .contains("ref: refs/heads/main");
    }

    @Test
    void aFailedRolloutLeavesTheBranchAndTellsTheReasonLast() {
        deployFirst();
        String live = branchTip();
        server.cluster().answer(() -> new RolloutOutcome.Restored("api never became ready. It exits at start."));
        SampleProject.write(git, "2").commit("Two");

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.remote()).contains("Nothing changed on the cluster: release 1 is live.");
        assertThat(result.verdict()).isEqualTo("push 2 failed: api never became ready. It exits at start.");
        assertThat(result.text()).contains("master -> master (api never became ready; release 1 is live)");
        assertThat(branchTip()).isEqualTo(live);
    }

    @Test
    void aRolloutThatWasInterruptedStillHasItsVerdict() {
        server.cluster().answer(() -> {
            Thread.currentThread().interrupt();
            return new RolloutOutcome.Restored("told to stop.");
        });
        SampleProject.write(git, "1").commit("One");

        GitClient.Result result = git.push("master");

        assertThat(result.remote()).contains("push 1 failed: told to stop.");
    }

    /** As an earlier version of the server stored it. */
    @Test
    void aBranchInTheWayOfTheDeployBranchIsToldBeforeAnythingRuns() throws Exception {
        String commit = SampleProject.write(git, "1").commit("One");
        git.push("HEAD:feature");
        Path blocking = server.data().resolve("repositories/shop.git/refs/heads/master/foo");
        Files.createDirectories(blocking.getParent());
        Files.writeString(blocking, commit + "\n");

        GitClient.Result blocked = git.push("HEAD:refs/heads/master");
        GitClient.Result deleted = git.push("--delete", "master/foo");
        GitClient.Result again = git.push("master");

        assertThat(blocked.text()).contains("(master/foo is in the way)");
        assertThat(server.cluster().rolledOut()).hasSize(1);
        assertThat(deleted.exitCode()).as(deleted.text()).isZero();
        assertThat(again.exitCode()).as(again.text()).isZero();
    }

    @Test
    void aFirstReleaseThatCanNotBeCommittedIsRemovedAgain() {
        server.cluster().answer(() -> {
            keepReleasesFromBecomingLive();
            return new RolloutOutcome.Live();
        });
        SampleProject.write(git, "1").commit("One");

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.verdict()).startsWith("push 1 failed: ");
        assertThat(server.cluster().putBack()).containsExactly(1L);
        assertThat(branchTip()).isEmpty();
    }

    @Test
    void aReleaseThatCanNotBeCommittedGivesWayToTheLiveOne() {
        deployFirst();
        server.cluster().answer(() -> {
            keepReleasesFromBecomingLive();
            return new RolloutOutcome.Live();
        });
        SampleProject.write(git, "2").commit("Two");

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.remote()).contains("Nothing changed on the cluster: release 1 is live.");
        assertThat(server.cluster().putBack()).containsExactly(2L);
    }

    /** As a full disk would. */
    private void keepReleasesFromBecomingLive() {
        Database.open(server.data().resolve("longshore.db")).jdbi().useHandle(handle -> handle.execute("""
                CREATE TRIGGER full BEFORE UPDATE ON releases WHEN NEW.state = 'live'
                BEGIN SELECT RAISE(ABORT, 'disk full'); END
                """));
    }

    @Test
    void aFailedPushCanBeRepeatedAndGetsANewRelease() {
        deployFirst();
        server.cluster().answer(() -> new RolloutOutcome.Restored("api never became ready."));
        SampleProject.write(git, "2").commit("Two");
        git.push("master");
        server.cluster().answer(RolloutOutcome.Live::new);

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).isZero();
        assertThat(result.verdict()).endsWith("as release 3. Undo: git push hasura HEAD:refs/do/rollback/1");
    }

    @Test
    void aFailedBuildChangesNothing() {
        server.builder().set((planned, progress) -> {
            progress.output(planned.microservice(), "pip: no such package");
            return new BuildOutcome.Failed("api: step 3 of 5, RUN pip install, ended with exit code 1");
        });
        SampleProject.write(git, "1").commit("One");

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.remote()).contains("  api | pip: no such package");
        assertThat(result.verdict())
                .isEqualTo("push 1 failed: api: step 3 of 5, RUN pip install, ended with exit code 1.");
        assertThat(result.text()).contains("(api: step 3 of 5, RUN pip install, ended with exit code 1)");
        assertThat(server.cluster().rolledOut()).isEmpty();
    }

    @Test
    void anImageThatIsNotToBeHadIsToldWithTheContainerThatNamesIt() {
        server.builder().withhold("redis:alpine", "cache: image redis:alpine belongs to another environment");
        SampleProject.write(git, "1").commit("One");

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.verdict())
                .isEqualTo("push 1 failed: cache: image redis:alpine belongs to another environment"
                        + " (microservices/cache/k8s.yaml:17).");
        assertThat(server.cluster().rolledOut()).isEmpty();
    }

    @Test
    void anUnexpectedErrorIsToldWithoutItsTrace() {
        server.cluster().answer(() -> {
            throw new IllegalStateException("secret detail");
        });
        SampleProject.write(git, "1").commit("One");

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.verdict())
                .isEqualTo("push 1 failed: an internal error (IllegalStateException);"
                        + " the server's log has it under push 1");
        assertThat(result.text()).doesNotContain("\tat ").doesNotContain("secret detail");
        assertThat(server.cluster().removed()).hasSize(1);
    }

    @Test
    void aCommitThatChangesNothingThatRunsOnlyMovesTheBranch() {
        deployFirst();
        String commit = git.write("README.md", "hello").commit("Explain");

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).isZero();
        assertThat(result.verdict())
                .isEqualTo("push 2: nothing in this commit changes what runs (README.md only)."
                        + " master moves, release 1 stays live.");
        assertThat(branchTip()).isEqualTo(commit);
        assertThat(server.cluster().rolledOut()).hasSize(1);
    }

    @Test
    void linesArriveWhileThePushIsUnderWay() {
        CountDownLatch built = server.builder().hold();
        SampleProject.write(git, "1").commit("One");

        try (GitClient.Running push = git.start("push", "hasura", "master")) {
            Await.until("the build's output is shown", () -> shows(push, "api | step 1 of 2"));
            assertThat(push.isAlive()).isTrue();
            built.countDown();
            assertThat(push.await().exitCode()).isZero();
        }
    }

    @Test
    void aSilentBuildIsSaidToGoOn() {
        CountDownLatch built = server.builder().hold();
        SampleProject.write(git, "1").commit("One");

        try (GitClient.Running push = git.start("push", "hasura", "master")) {
            Await.until("a heartbeat is shown", () -> shows(push, "build    api        still building"));
            built.countDown();
            assertThat(push.await().exitCode()).isZero();
        }
    }

    @Test
    void aPushGoesOnWithoutItsClientAndTheSameCommitFindsItAgain() {
        CountDownLatch built = server.builder().hold();
        String commit = SampleProject.write(git, "1").commit("One");
        try (GitClient.Running push = git.start("push", "hasura", "master")) {
            Await.until("the build's output is shown", () -> shows(push, "step 1 of 2"));
        }

        try (GitClient.Running again = git.start("push", "hasura", "master")) {
            Await.until("the push is found again", () -> shows(again, "step 1 of 2"));
            built.countDown();
            GitClient.Result result = again.await();

            assertThat(result.exitCode()).isZero();
            assertThat(result.verdict()).startsWith("push 1 is live");
        }
        assertThat(branchTip()).isEqualTo(commit);
        assertThat(server.builder().built()).containsExactly("api");
    }

    @Test
    void aPushWhoseClientIsKilledBecomesLive() {
        CountDownLatch built = server.builder().hold();
        String commit = SampleProject.write(git, "1").commit("One");
        try (GitClient.Running push = git.start("push", "hasura", "master")) {
            Await.until("the build's output is shown", () -> shows(push, "step 1 of 2"));
        }

        built.countDown();

        Await.until("the branch is at the commit", () -> branchTip().equals(commit));
        assertThat(server.cluster().rolledOut()).hasSize(1);
    }

    @Test
    void aSecondPushWaitsAndIsThenStale() {
        deployFirst();
        GitClient other = server.git("shop", "ben", Role.DEPLOYER);
        other.succeed("pull", "-q", "hasura", "master");
        CountDownLatch built = server.builder().hold();
        SampleProject.write(git, "2").commit("Two");
        SampleProject.write(other, "3").commit("Three");

        try (GitClient.Running first = git.start("push", "hasura", "master")) {
            Await.until("the first builds", () -> shows(first, "step 1 of 2"));
            try (GitClient.Running second = other.start("push", "hasura", "master")) {
                Await.until("the second waits", () -> shows(second, "push 3 waits for push 2 by asha (building, "));
                built.countDown();

                assertThat(first.await().exitCode()).isZero();
                GitClient.Result stale = second.await();
                assertThat(stale.exitCode()).isNotZero();
                assertThat(stale.text()).contains("(stale: fetch first)");
                assertThat(stale.verdict()).startsWith("push 3 refused: master is at ");
            }
        }
        assertThat(branchTip()).isEqualTo(git.head());
    }

    @Test
    void aSecondPushThatBuildsOnTheFirstGoesLiveAfterIt() {
        deployFirst();
        CountDownLatch built = server.builder().hold();
        SampleProject.write(git, "2").commit("Two");

        try (GitClient.Running first = git.start("push", "hasura", "master")) {
            Await.until("the first builds", () -> shows(first, "step 1 of 2"));
            String next = SampleProject.write(git, "3").commit("Three");
            try (GitClient.Running second = git.start("push", "hasura", "master")) {
                Await.until("the second waits", () -> shows(second, "push 3 waits for push 2"));
                built.countDown();

                assertThat(first.await().verdict()).contains("as release 2.");
                assertThat(second.await().verdict()).contains("as release 3.");
            }
            assertThat(branchTip()).isEqualTo(next);
        }
    }

    @Test
    void theDeployBranchIsNeitherForcedNorDeleted() {
        deployFirst();
        String live = branchTip();
        git.succeed("commit", "-q", "--amend", "-m", "Another one");

        GitClient.Result forced = git.push("--force", "master");
        GitClient.Result deleted = git.push("--delete", "master");

        assertThat(forced.text()).contains("force pushes to master are refused: commits that run would be dropped");
        assertThat(deleted.text()).contains("master is what runs; it can't be deleted");
        assertThat(List.of(forced.exitCode(), deleted.exitCode())).doesNotContain(0);
        assertThat(branchTip()).isEqualTo(live);
    }

    @Test
    void anAtomicPushWithAnIllegalRefDeploysNothing() {
        SampleProject.write(git, "1").commit("One");

        GitClient.Result result = git.push("--atomic", "master", "HEAD:refs/odd/one");

        assertThat(result.exitCode()).isNotZero();
        assertThat(server.cluster().rolledOut()).isEmpty();
        assertThat(git.succeed("ls-remote", "hasura", "master").lines()).isEmpty();
    }

    @Test
    void whatAServerLeftBehindIsEndedWhenItStartsAgain() throws Exception {
        deployFirst();
        String live = branchTip();
        server.builder().hold();
        SampleProject.write(git, "2").commit("Two");
        try (GitClient.Running push = git.start("push", "hasura", "master")) {
            Await.until("the build's output is shown", () -> shows(push, "step 1 of 2"));

            server.restart();

            assertThat(push.await().exitCode()).isNotZero();
        }
        GitClient moved = git.at(server.repositoryUrl("shop"));
        assertThat(moved.succeed("ls-remote", "hasura", "master").text()).contains(live);
        Await.until(
                "the live release is repaired",
                () -> server.cluster().repaired().contains(1L));
    }

    private void deployFirst() {
        SampleProject.write(git, "1").commit("One");
        GitClient.Result result = git.push("master");
        assertThat(result.exitCode()).as(result.text()).isZero();
    }

    private String branchTip() {
        List<String> refs = git.succeed("ls-remote", "hasura", "master").lines();
        return refs.isEmpty() ? "" : refs.get(0).split("\t", 2)[0];
    }

    private static boolean shows(GitClient.Running running, String text) {
        return running.lines().stream().anyMatch(line -> line.contains(text));
    }
}
