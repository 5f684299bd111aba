package dev.longshore.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.builder.BuildOutcome;
import dev.longshore.project.release.Image;
import dev.longshore.server.access.Role;
import dev.longshore.server.store.Database;
import dev.longshore.server.testing.Await;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be asked of the server by a push that isn't the storing of a commit. */
class VerbsTest {
    @TempDir
    Path directory;

    private TestServer server;
    private GitClient git;
    private String first;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory);
        git = server.git("shop", "asha", Role.DEPLOYER);
        first = deploy("1");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD:refs/do/dry-run", "-o dry-run HEAD:master"})
    void aDryRunTellsPlanAndDifferenceAndMovesNothing(String how) {
        SampleProject.write(git, "2").write("microservices/cache/k8s.yaml", "").commit("Two");

        GitClient.Result result = git.push(how.split(" ", -1));

        assertThat(result.exitCode()).as(result.text()).isZero();
        assertThat(result.remote().get(0)).startsWith("push 2 to shop (hasura), dry run of ");
        assertThat(result.remote())
                .anyMatch(line -> line.matches("plan     api        build    microservices/api changed .*: version"))
                .anyMatch(line -> line.matches("release  would be   .*changed: Deployment/api.*removed: .*cache.*"))
                .contains("push 2 was a dry run: nothing moved.");
        assertThat(git.tip("master")).isEqualTo(first);
        assertThat(server.builder().built()).hasSize(1);
        assertThat(server.cluster().rolledOut()).hasSize(1);
        assertThat(git.succeed("ls-remote", "hasura").text()).doesNotContain("refs/do");
        assertThat(server.pushes()).contains("\"id\":2,\"state\":\"checked\",\"kind\":\"dry run\"");
    }

    @Test
    void anImageThatIsGoneCountsAsChangedInADryRun() {
        server.builder().forget();

        GitClient.Result result = git.push("HEAD:refs/do/dry-run");

        assertThat(result.remote())
                .anyMatch(line -> line.contains("its image is no longer on the engine"))
                .anyMatch(line -> line.contains("1 image updated: longshore/shop/api:"));
    }

    @Test
    void aDryRunOfAProjectWithErrorsFails() {
        git.write("microservices/api/k8s.yaml", "kind: Deployment\n").commit("Broken");

        GitClient.Result result = git.push("HEAD:refs/do/dry-run");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.verdict()).startsWith("push 2 refused: ");
    }

    @Test
    void aDryRunSaysWhenThePushWouldBeStale() {
        git.succeed("commit", "-q", "--amend", "-m", "Another one");

        GitClient.Result result = git.push("HEAD:refs/do/dry-run");

        assertThat(result.exitCode()).isZero();
        assertThat(result.remote())
                .contains("master is at " + first.substring(0, 7)
                        + ", which this commit doesn't build on: a push would be refused as stale.");
    }

    @Test
    void aDryRunWaitsForNobody() {
        CountDownLatch built = server.builder().hold();
        SampleProject.write(git, "2").commit("Two");
        try (GitClient.Running running = git.start("push", "hasura", "master")) {
            running.awaitLine("step 1 of 2");

            assertThat(git.push("HEAD:refs/do/dry-run").exitCode()).isZero();

            built.countDown();
            assertThat(running.await().exitCode()).isZero();
        }
    }

    @Test
    void aRebuildBuildsAgainAndRollsOutWhatCameOutDifferent() {
        AtomicInteger count = new AtomicInteger();
        server.builder()
                .set((planned, progress) -> new BuildOutcome.Available(
                        new Image(planned.reference(), "sha256:" + "ab".repeat(30) + count.incrementAndGet())));

        GitClient.Result result = git.push("HEAD:refs/do/rebuild");

        assertThat(result.exitCode()).as(result.text()).isZero();
        assertThat(result.remote())
                .contains("plan     api        rebuild  asked for")
                .anyMatch(line -> line.contains("1 image updated: longshore/shop/api:"));
        assertThat(result.verdict()).matches("push 2 is live in .* as release 2\\. Undo: .*rollback/1");
        assertThat(git.tip("master")).isEqualTo(first);
    }

    @Test
    void aRebuildThatChangesNothingSaysSo() {
        GitClient.Result result = git.push("HEAD:refs/do/rebuild");

        assertThat(result.exitCode()).isZero();
        assertThat(result.verdict()).isEqualTo("push 2: every image came out as it was. Release 1 stays live.");
        assertThat(server.builder().built()).containsExactly("api", "api");
    }

    @Test
    void aRebuildOfANewCommitDeploysIt() {
        String second = SampleProject.write(git, "2").commit("Two");

        GitClient.Result result = git.push("-o", "rebuild", "master");

        assertThat(result.exitCode()).as(result.text()).isZero();
        assertThat(git.tip("master")).isEqualTo(second);
    }

    @Test
    void aRollbackBringsTheWholeReleaseBackUnderANewNumberAndMovesTheBranch() throws Exception {
        String second = deploy("2");

        GitClient.Result result = git.push("HEAD:refs/do/rollback/1");

        assertThat(result.exitCode()).as(result.text()).isZero();
        assertThat(result.remote().get(0)).startsWith("push 3 to shop (hasura), rollback to release 1, ");
        assertThat(result.remote()).anyMatch(line -> line.startsWith("release  3          release 1 again: "));
        assertThat(result.verdict())
                .matches("push 3 is live in .* as release 3 \\(release 1 again\\)\\."
                        + " Undo: git push hasura HEAD:refs/do/rollback/2");
        assertThat(result.remote())
                .contains("branch   master is at " + first.substring(0, 7) + ", the commit of release 1");
        assertThat(git.tip("master")).isEqualTo(first).isNotEqualTo(second);
        assertThat(server.cluster().rolledOut()).last().satisfies(release -> {
            assertThat(release.number()).isEqualTo(3);
            assertThat(release.commit()).isEqualTo(first);
            assertThat(release.images())
                    .isEqualTo(server.cluster().rolledOut().get(0).images());
        });
        assertThat(server.pushes()).contains("\"kind\":\"rollback\"").contains("\"targetRelease\":1");
        assertThat(Files.readString(server.data().resolve("repositories/shop.git/logs/refs/heads/master")))
                .contains("push 3: rollback to release 1");
    }

    @Test
    void afterARollbackACommitOnTopOfTheBranchGoesLive() {
        deploy("2");
        git.push("HEAD:refs/do/rollback/1");

        SampleProject.write(git, "3").commit("Three");
        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).as(result.text()).isZero();
        assertThat(result.verdict()).contains("as release 4.");
    }

    @Test
    void aRollbackToWhatIsLiveMovesNothing() {
        String readme = git.write("README.md", "hello").commit("Explain");
        git.push("master");

        GitClient.Result result = git.push("HEAD:refs/do/rollback/1");

        assertThat(result.exitCode()).isZero();
        assertThat(result.verdict()).isEqualTo("push 3: release 1 is live already; nothing moves.");
        assertThat(git.tip("master")).isEqualTo(readme);
    }

    @Test
    void aRollbackToAReleaseThatRunsTheSameOnlyMovesTheBranch() {
        deploy("2");
        git.push("HEAD:refs/do/rollback/1");

        GitClient.Result result = git.push("HEAD:refs/do/rollback/1");

        assertThat(result.exitCode()).isZero();
        assertThat(result.verdict())
                .isEqualTo("push 4: what runs, release 3, is the same as release 1; master is at "
                        + first.substring(0, 7) + ".");
        assertThat(server.cluster().rolledOut()).hasSize(3);
    }

    @Test
    void aReleaseThatIsNotThereIsRefusedWithThoseThatAre() {
        deploy("2");

        GitClient.Result result = git.push("HEAD:refs/do/rollback/9");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text()).contains("(there is no release 9 to go back to)");
        assertThat(result.remote())
                .contains("The newest releases:")
                .anyMatch(line -> line.matches("  2     [0-9a-f]{7}  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC  live"))
                .anyMatch(line -> line.startsWith("  1     " + first.substring(0, 7)));
    }

    @Test
    void aRollbackWhoseImageIsGoneIsToldBeforeAnythingChanges() {
        String reference = server.cluster().rolledOut().get(0).images().keySet().stream()
                .filter(name -> name.startsWith("longshore/"))
                .findFirst()
                .orElseThrow();
        String second = deploy("2");
        server.builder().lose(reference);

        GitClient.Result result = git.push("HEAD:refs/do/rollback/1");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.verdict())
                .startsWith(
                        "push 3 refused: release 1 can't come back as it was: the engine no longer has " + reference);
        assertThat(result.text()).contains("(an image of release 1 is no longer on the engine)");
        assertThat(server.cluster().rolledOut()).hasSize(2);
        assertThat(git.tip("master")).isEqualTo(second);
    }

    /** The journal says live, the branch doesn't yet: the state of a server that was killed between the two. */
    @Test
    void aRollbackWhoseCommitPointHasPassedIsCompletedAtTheNextStart() throws Exception {
        String second = deploy("2");
        git.push("HEAD:refs/do/rollback/1");
        Database.open(server.data().resolve("longshore.db"))
                .jdbi()
                .useHandle(handle -> handle.execute("UPDATE pushes SET finished_at = NULL WHERE id = 3"));
        Files.writeString(server.data().resolve("repositories/shop.git/refs/heads/master"), second + "\n");

        server.restart();

        git = git.at(server.repositoryUrl("shop"));
        assertThat(git.tip("master")).isEqualTo(first);
    }

    @Test
    void aRollbackByOptionSaysThatTheBranchIsNotWhatWasPushed() {
        deploy("2");
        SampleProject.write(git, "3").commit("Three");

        GitClient.Result result = git.push("-o", "rollback=1", "master");

        assertThat(result.exitCode()).as(result.text()).isZero();
        assertThat(git.tip("master")).isEqualTo(first);
        assertThat(result.verdict()).startsWith("(git shows master as moved to what you pushed. It isn't: ");
    }

    @Test
    void aDetachedPushEndsWhenItIsAccepted() {
        CountDownLatch built = server.builder().hold();
        String second = SampleProject.write(git, "2").commit("Two");

        GitClient.Result result = git.push("-o", "detach", "master");

        assertThat(result.exitCode()).as(result.text()).isZero();
        assertThat(result.remote().get(0)).startsWith("push 2 to shop (hasura), ");
        assertThat(result.verdict()).isEqualTo("push 2 is accepted. Watch it: hasura build logs -f 2");
        assertThat(git.tip("master")).isEqualTo(first);
        built.countDown();
        Await.until("the branch moves", () -> git.tip("master").equals(second));
    }

    @Test
    void detachGoesWithRebuildAndRollback() {
        deploy("2");

        assertThat(git.push("-o", "detach", "HEAD:refs/do/rebuild").verdict()).startsWith("push 3 is accepted.");
        assertThat(git.push("-o", "detach", "HEAD:refs/do/rollback/1").verdict())
                .startsWith("push 4 is accepted.");
        Await.until("the branch moves", () -> git.tip("master").equals(first));
    }

    @Test
    void anUnknownOptionIsRefusedWithTheKnownOnesAndNothingIsStored() {
        SampleProject.write(git, "2").commit("Two");

        GitClient.Result result = git.push("--push-option=deploy", "master", "HEAD:feature");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text())
                .contains("(there is no push option \"deploy\";"
                        + " known are dry-run, rebuild, rollback=<release> and detach)");
        assertThat(git.succeed("ls-remote", "hasura").text()).doesNotContain("feature");
        assertThat(git.tip("master")).isEqualTo(first);
    }

    @Test
    void anOptionWithControlCharactersIsRefusedWithoutShowingThem() {
        SampleProject.write(git, "2").commit("Two");

        GitClient.Result result = git.push("--push-option=rebuild\u009b31m", "master");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text()).contains("(a push option has a control character; known are");
        assertThat(git.tip("master")).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refs/do/deploy", "refs/do/rollback", "refs/do/rollback=1"})
    void anUnknownVerbIsRefusedWithTheKnownOnes(String ref) {
        GitClient.Result result = git.push("HEAD:" + ref);

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text())
                .contains("(known are refs/do/dry-run, refs/do/rebuild and refs/do/rollback/<release>)");
    }

    @Test
    void verbsAreNotCombined() {
        List<GitClient.Result> results = List.of(
                git.push("HEAD:refs/do/dry-run", "HEAD:feature"),
                git.push("HEAD:refs/do/dry-run", "HEAD:refs/do/rebuild"),
                git.push("-o", "rebuild", "HEAD:refs/do/dry-run"),
                git.push("-o", "detach", "HEAD:refs/do/dry-run"),
                git.push("-o", "dry-run", "HEAD:feature"),
                git.push("-o", "rollback=1", "--delete", "master"));

        assertThat(results).allMatch(result -> result.exitCode() != 0);
        assertThat(results.get(0).text()).contains("are pushed by themselves, without other refs");
        assertThat(results.get(2).text()).contains("(dry-run, rebuild and rollback can't be combined)");
        assertThat(results.get(3).text()).contains("(a dry run is what it says: detach would hide it)");
        assertThat(results.get(4).text()).contains("(dry-run, rebuild and rollback are for master)");
        assertThat(results.get(5).text()).contains("(there is nothing to delete; push a commit to it)");
        assertThat(server.pushes()).doesNotContain("\"id\":2");
    }

    @Test
    void aViewerMayNotEvenTry() {
        GitClient viewer = git.as(server.token("vera", Role.VIEWER));

        assertThat(viewer.push("HEAD:refs/do/rollback/1").verdict()).isEqualTo("vera is a viewer and may not push");
    }

    @Test
    void beforeAnythingIsDeployedOnlyADryRunIsPossible() {
        GitClient blog = server.git("blog", "asha", Role.DEPLOYER);
        SampleProject.write(blog, "1").commit("One");

        assertThat(blog.push("HEAD:refs/do/rebuild").text())
                .contains("(nothing was deployed here yet; push master or main first)");
        assertThat(blog.push("HEAD:refs/do/rollback/1").remote()).contains("Nothing was ever live here.");
        assertThat(blog.push("HEAD:refs/do/dry-run").exitCode()).isZero();
    }

    private String deploy(String version) {
        String commit = SampleProject.write(git, version).commit("Version " + version);
        GitClient.Result result = git.push("master");
        assertThat(result.exitCode()).as(result.text()).isZero();
        return commit;
    }
}
