package dev.longshore.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.builder.BuildOutcome;
import dev.longshore.server.access.Role;
import dev.longshore.server.testing.Await;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each way to push a ref comes to. */
class RefsTest {
    private static final String SETTINGS = "/api/v1/projects/shop/environments/hasura/settings";

    @TempDir
    Path directory;

    private TestServer server;
    private GitClient git;
    private String first;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory);
        git = server.git("shop", "asha", Role.DEPLOYER);
        first = SampleProject.write(git, "1").commit("One");
        assertThat(git.push("master").exitCode()).isZero();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aForcePushIsRefusedWithWhatToDo() {
        git.succeed("commit", "-q", "--amend", "-m", "Another one");

        GitClient.Result result = git.push("--force", "master");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.remote())
                .contains("To undo what runs: git push hasura HEAD:refs/do/rollback/<release>, or git revert and push.")
                .contains("To allow force pushes: hasura environment set --force-push allow    (as an administrator)");
        assertThat(git.tip("master")).isEqualTo(first);
    }

    @Test
    void anAllowedForcePushDeploysAndNamesAtMostTenOfTheDroppedCommits() throws Exception {
        assertThat(set("{\"forcePush\":\"allow\"}").body()).contains("\"forcePush\":\"allow\"");
        for (int i = 1; i <= 11; i++) {
            git.write("README.md", "text " + i).commit("Explain " + i);
        }
        git.push("master");
        git.succeed("reset", "-q", "--hard", first);
        String other = SampleProject.write(git, "2").commit("Other way");

        GitClient.Result result = git.push("--force", "master");

        assertThat(result.exitCode()).as(result.text()).isZero();
        assertThat(result.remote())
                .contains("force    drops 11 commits from master:")
                .anyMatch(line -> line.matches("  [0-9a-f]{7} Explain 11"))
                .anyMatch(line -> line.matches("  [0-9a-f]{7} Explain 2"))
                .noneMatch(line -> line.matches("  [0-9a-f]{7} Explain 1"))
                .contains("  and 1 more");
        assertThat(git.tip("master")).isEqualTo(other);
        assertThat(server.pushes()).contains("\"forcedFrom\":");
    }

    @Test
    void aForcePushThatWaitedIsStaleWhenTheBranchHasMovedMeanwhile() throws Exception {
        set("{\"forcePush\":\"allow\"}");
        CountDownLatch built = server.builder().hold();
        String second = SampleProject.write(git, "2").commit("Two");
        GitClient other = server.git("shop", "ben", Role.DEPLOYER);
        other.succeed("pull", "-q", "hasura", "master");
        try (GitClient.Running running = git.start("push", "hasura", "master")) {
            running.awaitLine("step 1 of 2");
            SampleProject.write(other, "3");
            other.succeed("add", "-A");
            other.succeed("commit", "-q", "--amend", "-m", "Rewritten");
            try (GitClient.Running forced = other.start("push", "--force", "hasura", "master")) {
                forced.awaitLine("push 3 waits");
                built.countDown();

                assertThat(running.await().exitCode()).isZero();
                GitClient.Result stale = forced.await();
                assertThat(stale.text()).contains("(stale: fetch first)");
                assertThat(stale.verdict())
                        .isEqualTo("push 3 refused: master is at " + second.substring(0, 7) + " now, no longer at "
                                + first.substring(0, 7)
                                + " as when you pushed. Fetch, look at what is new, and push again.");
            }
        }
        assertThat(git.tip("master")).isEqualTo(second);
    }

    /** Git runs the hook after it has asked where the branch is. */
    @Test
    void aBranchThatMovesWhileAPushIsBeingSentMakesItStaleUnlessItMovedThere() throws Exception {
        Path asked = directory.resolve("asked");
        Path goOn = directory.resolve("go-on");
        git.write(
                ".git/hooks/pre-push",
                "#!/bin/sh\ntouch '" + asked + "'\nwhile [ ! -e '" + goOn + "' ]; do sleep 0.1; done\n");
        assertThat(git.work().resolve(".git/hooks/pre-push").toFile().setExecutable(true))
                .isTrue();
        GitClient other = server.git("shop", "ben", Role.DEPLOYER);
        other.succeed("pull", "-q", "hasura", "master");
        SampleProject.write(git, "2").commit("Two");
        String theirs = SampleProject.write(other, "3").commit("Three");
        try (GitClient.Running slow = git.start("push", "hasura", "master")) {
            Await.until("git has asked", () -> Files.exists(asked));
            assertThat(other.push("master").exitCode()).isZero();
            Files.createFile(goOn);

            assertThat(slow.await().text()).contains("(stale: fetch first)");
        }
        Files.delete(asked);
        Files.delete(goOn);
        git.succeed("pull", "-q", "--rebase", "-X", "theirs", "hasura", "master");
        String merged = git.head();
        other.succeed("pull", "-q", git.work().toString(), "master");
        try (GitClient.Running slow = git.start("push", "hasura", "master")) {
            Await.until("git has asked", () -> Files.exists(asked));
            assertThat(other.push("master").exitCode()).isZero();
            Files.createFile(goOn);

            assertThat(slow.await().exitCode()).isZero();
        }
        assertThat(git.tip("master")).isEqualTo(merged).isNotEqualTo(theirs);
    }

    @Test
    void theDeployBranchCanNotBeDeletedButOthersCan() {
        git.push("HEAD:feature");

        GitClient.Result deploy = git.push("--delete", "master");
        GitClient.Result feature = git.push("--delete", "feature");

        assertThat(deploy.exitCode()).isNotZero();
        assertThat(deploy.text()).contains("(master is what runs; it can't be deleted)");
        assertThat(deploy.remote()).contains("To delete master, deploy from another branch first:");
        assertThat(feature.exitCode()).isZero();
        assertThat(feature.verdict())
                .isEqualTo("push 3: deleted branch feature. Only master deploys; nothing was deployed.");
    }

    @Test
    void tagsAreStoredAndDeleted() {
        git.succeed("tag", "light");
        git.succeed("tag", "-a", "v1", "-m", "Version 1");

        GitClient.Result stored = git.push("light", "v1");
        GitClient.Result deleted = git.push("--delete", "v1");

        assertThat(stored.exitCode()).as(stored.text()).isZero();
        assertThat(stored.text())
                .contains("stored tag light. Only master deploys")
                .contains("stored tag v1.");
        assertThat(deleted.text()).contains("deleted tag v1.");
        assertThat(server.cluster().rolledOut()).hasSize(1);
    }

    @Test
    void anAnnotatedTagIsNotDeployedButItsCommitIs() {
        SampleProject.write(git, "2").commit("Two");
        git.succeed("tag", "-a", "v2", "-m", "Version 2");

        GitClient.Result tag = git.push("v2:refs/heads/master");
        GitClient.Result commit = git.push("v2^{commit}:refs/heads/master");

        assertThat(tag.exitCode()).isNotZero();
        assertThat(tag.text()).contains("(master must be a commit, and this is an annotated tag)");
        assertThat(tag.remote()).contains("To deploy what the tag stands for: git push hasura '<tag>^{commit}':master");
        assertThat(commit.exitCode()).as(commit.text()).isZero();
    }

    @Test
    void ofSeveralRefsEachHasItsOwnOutcome() {
        server.builder().set((planned, progress) -> new BuildOutcome.Failed("api: broken"));
        SampleProject.write(git, "2").commit("Two");

        GitClient.Result result = git.push("master", "HEAD:feature");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text()).contains("master -> master (api: broken)").contains("HEAD -> feature");
        assertThat(git.tip("feature")).isEqualTo(git.head());
        assertThat(git.tip("master")).isEqualTo(first);
    }

    @Test
    void anAtomicPushStoresNothingWhenTheDeploymentFails() {
        server.builder().set((planned, progress) -> new BuildOutcome.Failed("api: broken"));
        SampleProject.write(git, "2").commit("Two");

        GitClient.Result result = git.push("--atomic", "master", "HEAD:feature");

        assertThat(result.exitCode()).isNotZero();
        assertThat(git.succeed("ls-remote", "hasura", "feature").lines()).isEmpty();
        assertThat(git.tip("master")).isEqualTo(first);
    }

    @Test
    void anAtomicPushDeploysAndStoresAll() {
        String second = SampleProject.write(git, "2").commit("Two");

        GitClient.Result result = git.push("--atomic", "master", "HEAD:feature");

        assertThat(result.exitCode()).as(result.text()).isZero();
        assertThat(git.tip("feature")).isEqualTo(second);
        assertThat(git.tip("master")).isEqualTo(second);
    }

    @Test
    void twoBranchesThatWouldBothDeployAreBothRefused() {
        GitClient blog = server.git("blog", "asha", Role.DEPLOYER);
        SampleProject.write(blog, "1").commit("One");

        GitClient.Result result = blog.push("HEAD:master", "HEAD:main");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text())
                .contains("HEAD -> master (push either master or main: it becomes the branch that deploys)")
                .contains("HEAD -> main (push either master or main: it becomes the branch that deploys)");
        assertThat(server.cluster().rolledOut()).hasSize(1);
    }

    @Test
    void aProjectWithoutFilesIsRefusedWithTheSmallestValidOne() {
        GitClient blog = server.git("blog", "asha", Role.DEPLOYER);
        blog.commit("Nothing yet");

        GitClient.Result result = blog.push("master");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text()).contains("hasura.yaml").contains("microservices/web/k8s.yaml");
        assertThat(result.verdict()).isEqualTo("push 2 refused: 1 error in the project, nothing built.");
    }

    @Test
    void aCommitWithoutAnyChangeOnlyMovesTheBranch() {
        String empty = git.commit("Nothing");

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).isZero();
        assertThat(result.verdict())
                .isEqualTo("push 2: nothing in this commit changes what runs (no file changed)."
                        + " master moves, release 1 stays live.");
        assertThat(git.tip("master")).isEqualTo(empty);
    }

    @Test
    void aPushOfWhatIsThereSendsNothing() {
        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).isZero();
        assertThat(result.text()).contains("Everything up-to-date");
        assertThat(server.pushes()).doesNotContain("\"id\":2");
    }

    @Test
    void theDeployBranchIsRenamedInThreeSteps() throws Exception {
        GitClient.Result stored = git.push("HEAD:main");
        HttpResponse<String> set = set("{\"deployBranch\":\"main\"}");
        GitClient.Result deleted = git.push("--delete", "master");
        SampleProject.write(git, "2").commit("Two");
        GitClient.Result pushed = git.push("HEAD:main");

        assertThat(stored.remote())
                .contains("To deploy from main from now on: hasura environment set --deploy-branch main"
                        + "    (as an administrator)");
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        assertThat(set.body()).isEqualTo("{\"forcePush\":\"refuse\",\"deployBranch\":\"main\"}");
        assertThat(deleted.exitCode()).as(deleted.text()).isZero();
        assertThat(pushed.verdict()).contains("as release 2.");
        assertThat(git.succeed("ls-remote", "--symref", "hasura", "HEAD").text())
                .contains("refs/heads/main");
    }

    @Test
    void anotherBranchDeploysOnlyFromTheSameCommitAndWhileNoPushIsOnItsWay() throws Exception {
        assertThat(set("{\"deployBranch\":\"main\"}").body()).contains("there is no such branch; push it first");
        assertThat(set("{\"deployBranch\":\"../../x\"}").statusCode()).isEqualTo(409);
        git.push("HEAD:main");
        SampleProject.write(git, "2").commit("Two");
        CountDownLatch built = server.builder().hold();
        try (GitClient.Running running = git.start("push", "hasura", "master")) {
            running.awaitLine("step 1 of 2");
            HttpResponse<String> busy = set("{\"deployBranch\":\"main\"}");
            built.countDown();
            running.await();

            assertThat(busy.statusCode()).isEqualTo(409);
            assertThat(busy.body()).contains("push 3 by asha (building, ").contains("is on its way; wait for its end");
        }
        assertThat(set("{\"deployBranch\":\"main\"}").body())
                .contains("main is at " + first.substring(0, 7) + ", but master, which deploys, is at another commit.");
    }

    @Test
    void onlyAnAdministratorChangesSettings() throws Exception {
        for (Role role : new Role[] {Role.DEPLOYER, Role.VIEWER}) {
            assertThat(server.send(
                                    "PATCH",
                                    SETTINGS,
                                    server.token("x-" + role.text(), role),
                                    "{\"forcePush\":\"allow\"}")
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(set("{\"forcePush\":\"maybe\"}").statusCode()).isEqualTo(400);
        assertThat(set("{\"other\":\"allow\"}").statusCode()).isEqualTo(400);
        assertThat(set("{}").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u202eb", "a\u009bb", "a b\u200b", "a'b", "a$(id)", "a;b", "a\"b"})
    void aRefWithAnUnusualNameIsRefused(String name) {
        GitClient.Result result = git.push("HEAD:refs/heads/" + name.replace(" ", ""));

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text())
                .contains("(a ref's name is made of letters, digits and . _ / + @ # = -, at most 200 bytes of them)");
        assertThat(git.succeed("ls-remote", "--heads", "hasura").lines()).hasSize(1);
    }

    @Test
    void namesOfOtherLanguagesAreFineAndLongOnesAreNot() {
        assertThat(git.push("HEAD:refs/heads/größe/版本-2#7").exitCode()).isZero();
        assertThat(git.push("HEAD:refs/heads/" + "x".repeat(190)).text()).contains("at most 200 bytes of them");
    }

    private HttpResponse<String> set(String json) throws Exception {
        return server.send("PATCH", SETTINGS, server.token("root", Role.ADMIN), json);
    }
}
