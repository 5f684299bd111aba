package dev.longshore.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.server.access.Role;
import dev.longshore.server.testing.Await;
import dev.longshore.server.testing.FakeBuilder;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loss of a client changes nothing, and the same commit pushed again shows the same push from its start. */
class ClientLossTest {
    @TempDir
    Path directory;

    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private TestServer server;
    private GitClient git;

    enum At {
        READING,
        BUILDING,
        ROLLING_OUT
    }

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory);
        git = server.git("shop", "asha", Role.DEPLOYER);
        SampleProject.write(git, "1").commit("One");
        assertThat(git.push("master").exitCode()).isZero();
    }

    @AfterEach
    void stop() throws Exception {
        goOn.countDown();
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void whoLosesTheirClientFindsThePushAgain(At stage) throws Exception {
        holdAt(stage);
        String commit = SampleProject.write(git, "2").commit("Two");
        try (GitClient.Running lost = git.start("push", "hasura", "master")) {
            arrived.await();
            lost.awaitLine("push 2 to shop");
        }

        try (GitClient.Running again = git.start("push", "hasura", "master")) {
            again.awaitLine("push 2 to shop");
            goOn.countDown();
            GitClient.Result result = again.await();

            assertThat(result.exitCode()).as(result.text()).isZero();
            assertThat(result.remote().get(0)).startsWith("push 2 to shop (hasura), ");
            assertThat(result.remote()).anyMatch(line -> line.startsWith("plan     api        build"));
            assertThat(result.verdict()).startsWith("push 2 is live");
        }
        assertThat(git.tip("master")).isEqualTo(commit);
        assertThat(server.builder().built()).containsExactly("api", "api");
        assertThat(server.cluster().rolledOut()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void aPushWithoutAClientComesToItsEnd(At stage) throws Exception {
        holdAt(stage);
        String commit = SampleProject.write(git, "2").commit("Two");
        try (GitClient.Running lost = git.start("push", "hasura", "master")) {
            arrived.await();
            assertThat(lost.isAlive()).isTrue();
        }

        goOn.countDown();

        Await.until("the branch is at the commit", () -> git.tip("master").equals(commit));
        assertThat(git.push("master").text()).contains("Everything up-to-date");
    }

    @Test
    void aPushThatWaitsKeepsItsPlace() throws Exception {
        holdAt(At.ROLLING_OUT);
        SampleProject.write(git, "2").commit("Two");
        try (GitClient.Running running = git.start("push", "hasura", "master")) {
            arrived.await();
            String commit = SampleProject.write(git, "3").commit("Three");
            try (GitClient.Running lost = git.start("push", "hasura", "master")) {
                lost.awaitLine("push 3 waits for push 2 by asha (rolling out, ");
            }
            try (GitClient.Running again = git.start("push", "hasura", "master")) {
                again.awaitLine("push 3 waits for push 2");
                goOn.countDown();

                assertThat(running.await().exitCode()).isZero();
                GitClient.Result result = again.await();
                assertThat(result.remote().get(0)).startsWith("push 3 to shop (hasura), ");
                assertThat(result.verdict()).startsWith("push 3 is live");
            }
            assertThat(git.tip("master")).isEqualTo(commit);
        }
    }

    private void holdAt(At stage) {
        switch (stage) {
            case READING -> server.cluster().whileReading(this::hold);
            case BUILDING ->
                server.builder().set((planned, progress) -> {
                    hold();
                    return FakeBuilder.available(planned.reference());
                });
            case ROLLING_OUT ->
                server.cluster().answer(() -> {
                    hold();
                    return new RolloutOutcome.Live();
                });
        }
    }

    private void hold() {
        arrived.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
