package dev.longshore.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.server.access.Role;
import dev.longshore.server.testing.Await;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A push is stopped by someone who may, and only while that is possible. */
class CancelTest {
    private static final String PUSHES = "/api/v1/projects/shop/environments/hasura/pushes";

    @TempDir
    Path directory;

    private TestServer server;
    private GitClient git;
    private String live;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory);
        git = server.git("shop", "asha", Role.DEPLOYER);
        live = SampleProject.write(git, "1").commit("One");
        assertThat(git.push("master").exitCode()).isZero();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aPushThatBuildsIsInterruptedAndTheNextOneWorks() throws Exception {
        server.builder().hold();
        try (GitClient.Running push = push("2")) {
            push.awaitLine("step 1 of 2");

            HttpResponse<String> answer = cancel(2, server.token("ben", Role.DEPLOYER));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"id\":2,\"state\":\"cancelled\"}");
            GitClient.Result cancelled = push.await();
            assertThat(cancelled.exitCode()).isNotZero();
            assertThat(cancelled.verdict()).isEqualTo("push 2 was cancelled by ben.");
            assertThat(cancelled.text()).contains("HEAD -> master (cancelled by ben)");
        }
        server.builder().succeed();
        assertThat(git.push("master").verdict()).startsWith("push 3 is live");
    }

    @Test
    void aPushThatWaitsEndsAtOnceAndTheRunningOneGoesOn() throws Exception {
        CountDownLatch built = server.builder().hold();
        try (GitClient.Running running = push("2")) {
            running.awaitLine("step 1 of 2");
            try (GitClient.Running waiting = push("3")) {
                waiting.awaitLine("push 3 waits for push 2");

                assertThat(cancel(3, server.token("asha", Role.DEPLOYER)).body())
                        .contains("cancelled");

                assertThat(waiting.await().verdict()).isEqualTo("push 3 was cancelled by asha.");
            }
            built.countDown();
            assertThat(running.await().verdict()).startsWith("push 2 is live");
        }
    }

    @Test
    void aRolloutIsInterruptedAndWhatWasLiveStaysLive() throws Exception {
        CountDownLatch rolling = new CountDownLatch(1);
        server.cluster().answer(() -> {
            rolling.countDown();
            Await.until(
                    "the rollout is interrupted", () -> Thread.currentThread().isInterrupted());
            return new RolloutOutcome.Restored("told to stop.");
        });
        try (GitClient.Running push = push("2")) {
            rolling.await();

            assertThat(cancel(2, server.token("asha", Role.DEPLOYER)).statusCode())
                    .isEqualTo(200);

            GitClient.Result cancelled = push.await();
            assertThat(cancelled.remote()).contains("Nothing changed on the cluster: release 1 is live.");
            assertThat(cancelled.verdict()).isEqualTo("push 2 was cancelled by asha.");
        }
        assertThat(git.succeed("ls-remote", "hasura", "master").text()).contains(live);
    }

    @Test
    void theSameCommitPushedWhileItIsBeingCancelledIsANewPush() throws Exception {
        CountDownLatch rolling = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch restored = new CountDownLatch(1);
        server.cluster().answer(() -> {
            rolling.countDown();
            Await.until("the rollout is interrupted", Thread::interrupted);
            interrupted.countDown();
            Await.until("all is put back", () -> restored.getCount() == 0);
            return new RolloutOutcome.Restored("told to stop.");
        });
        String token = server.token("ben", Role.DEPLOYER);
        try (GitClient.Running push = push("2")) {
            rolling.await();
            CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> cancelNow(2, token));
            interrupted.await();
            try (GitClient.Running again = git.start("push", "hasura", "HEAD:master")) {
                again.awaitLine("push 3 waits for push 2");
                server.cluster().answer(RolloutOutcome.Live::new);
                restored.countDown();

                assertThat(push.await().verdict()).isEqualTo("push 2 was cancelled by ben.");
                assertThat(again.await().verdict()).startsWith("push 3 is live");
            }
            assertThat(answer.get().body()).contains("cancelled");
        }
    }

    @Test
    void whatIsLiveOrEndedIsAConflictThatSaysWhatIsSo() throws Exception {
        String token = server.token("asha", Role.DEPLOYER);

        HttpResponse<String> answer = cancel(1, token);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body())
                .contains("push 1 can't be cancelled: it is live as release 1; undo it with a rollback");
        assertThat(cancel(99, token).statusCode()).isEqualTo(404);
    }

    @Test
    void aViewerMayNotCancel() throws Exception {
        CountDownLatch built = server.builder().hold();
        try (GitClient.Running push = push("2")) {
            push.awaitLine("step 1 of 2");

            assertThat(cancel(2, server.token("vera", Role.VIEWER)).statusCode())
                    .isEqualTo(403);

            built.countDown();
            assertThat(push.await().exitCode()).isZero();
        }
    }

    private HttpResponse<String> cancel(long id, String token) throws Exception {
        return server.send("POST", PUSHES + "/" + id + "/cancel", token, "{}");
    }

    private HttpResponse<String> cancelNow(long id, String token) {
        try {
            return cancel(id, token);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private GitClient.Running push(String version) {
        SampleProject.write(git, version).commit("Version " + version);
        return git.start("push", "hasura", "HEAD:master");
    }
}
