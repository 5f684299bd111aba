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
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for whom, who makes whom pointless, and how long a push may take. */
class QueueTest {
    @TempDir
    Path directory;

    private TestServer server;
    private GitClient git;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory);
        git = server.git("shop", "asha", Role.DEPLOYER);
        SampleProject.write(git, "1").commit("One");
        assertThat(git.push("master").exitCode()).isZero();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aWaitingPushIsSupersededByALaterOneThatContainsIt() {
        CountDownLatch built = server.builder().hold();
        try (GitClient.Running running = push("2")) {
            running.awaitLine("step 1 of 2");
            try (GitClient.Running waiting = push("3")) {
                waiting.awaitLine("push 3 waits for push 2 by asha (building, ");
                try (GitClient.Running newest = push("4")) {
                    GitClient.Result superseded = waiting.await();

                    assertThat(superseded.exitCode()).isNotZero();
                    assertThat(superseded.verdict())
                            .isEqualTo("push 3 is superseded by push 4, which has its commit and more.");
                    assertThat(superseded.text()).contains("HEAD -> master (superseded by push 4)");
                    assertThat(running.isAlive()).isTrue();
                    built.countDown();
                    assertThat(running.await().exitCode()).isZero();
                    assertThat(newest.await().verdict()).startsWith("push 4 is live");
                }
            }
        }
        assertThat(server.pushes()).contains("\"id\":3,\"state\":\"superseded\"");
    }

    @Test
    void aWaitingPushThatTheLaterOneDoesNotContainKeepsItsPlace() {
        CountDownLatch built = server.builder().hold();
        GitClient other = server.git("shop", "ben", Role.DEPLOYER);
        other.succeed("pull", "-q", "hasura", "master");
        try (GitClient.Running running = push("2")) {
            running.awaitLine("step 1 of 2");
            try (GitClient.Running waiting = push("3")) {
                waiting.awaitLine("push 3 waits");
                SampleProject.write(other, "4").commit("Four");
                try (GitClient.Running unrelated = other.start("push", "hasura", "master")) {
                    unrelated.awaitLine("push 4 waits for push 2");
                    built.countDown();

                    assertThat(running.await().exitCode()).isZero();
                    assertThat(waiting.await().verdict()).startsWith("push 3 is live");
                    assertThat(unrelated.await().text()).contains("(stale: fetch first)");
                }
            }
        }
    }

    @Test
    void pushesOfSeveralProjectsRunAtTheSameTime() {
        CountDownLatch built = server.builder().hold();
        GitClient blog = server.git("blog", "ben", Role.DEPLOYER);
        SampleProject.write(blog, "9").write("hasura.yaml", "name: blog\n").commit("One");
        try (GitClient.Running shop = push("2")) {
            shop.awaitLine("step 1 of 2");
            try (GitClient.Running other = blog.start("push", "hasura", "master")) {
                other.awaitLine("step 1 of 2");
                built.countDown();
                assertThat(shop.await().exitCode()).isZero();
                assertThat(other.await().exitCode()).isZero();
            }
        }
    }

    @Test
    void aPushThatWaitsToBuildSaysSo() {
        CountDownLatch built = server.builder().hold();
        GitClient blog = server.git("blog", "ben", Role.DEPLOYER);
        SampleProject.write(blog, "9").write("hasura.yaml", "name: blog\n").commit("One");
        GitClient news = server.git("news", "cleo", Role.DEPLOYER);
        SampleProject.write(news, "8").write("hasura.yaml", "name: news\n").commit("One");
        try (GitClient.Running first = push("2");
                GitClient.Running second = blog.start("push", "hasura", "master")) {
            first.awaitLine("step 1 of 2");
            second.awaitLine("step 1 of 2");
            try (GitClient.Running third = news.start("push", "hasura", "master")) {
                third.awaitLine("of the images wait until others are built");
                built.countDown();
                assertThat(third.await().exitCode()).isZero();
            }
        }
    }

    @Test
    void aPushThatTakesTooLongFailsAndTheNextOneWorks() throws Exception {
        server.close();
        server = TestServer.start(
                directory, settings -> settings.withTimes(times -> times.withPushDeadline(Duration.ofSeconds(3))));
        git = git.at(server.repositoryUrl("shop")).as(server.token("asha", Role.DEPLOYER));
        server.builder().hold();

        GitClient.Result late = push("2").await();
        server.builder().succeed();
        GitClient.Result next = git.push("master");

        assertThat(late.exitCode()).isNotZero();
        assertThat(late.verdict()).isEqualTo("push 2 failed: not done within 3000 ms.");
        assertThat(late.text()).contains("HEAD -> master (not done within 3000 ms)");
        assertThat(next.exitCode()).as(next.text()).isZero();
    }

    /** The rollout comes to its good end just when the time is over: the old release is put back all the same. */
    @Test
    void aRolloutThatEndsTooLateIsUndone() throws Exception {
        server.close();
        server = TestServer.start(
                directory, settings -> settings.withTimes(times -> times.withPushDeadline(Duration.ofSeconds(3))));
        git = git.at(server.repositoryUrl("shop")).as(server.token("asha", Role.DEPLOYER));
        server.cluster().answer(() -> {
            Await.until("the push is told to end", () -> Thread.currentThread().isInterrupted());
            return new RolloutOutcome.Live();
        });

        GitClient.Result late = push("2").await();

        assertThat(late.exitCode()).isNotZero();
        assertThat(late.remote()).contains("Nothing changed on the cluster: release 1 is live.");
        assertThat(late.verdict()).isEqualTo("push 2 failed: not done within 3000 ms.");
        assertThat(server.cluster().putBack()).containsExactly(2L);
    }

    @Test
    void waitingTakesNothingOfAPushesTime() throws Exception {
        server.close();
        server = TestServer.start(
                directory, settings -> settings.withTimes(times -> times.withPushDeadline(Duration.ofSeconds(3))));
        git = git.at(server.repositoryUrl("shop")).as(server.token("asha", Role.DEPLOYER));
        AtomicInteger builds = new AtomicInteger();
        server.builder().set((planned, progress) -> {
            if (builds.getAndIncrement() == 0) {
                new CountDownLatch(1).await();
            }
            return FakeBuilder.available(planned.reference());
        });
        try (GitClient.Running first = push("2")) {
            Await.until("the first builds", () -> builds.get() == 1);
            try (GitClient.Running second = push("3")) {
                assertThat(first.await().verdict()).isEqualTo("push 2 failed: not done within 3000 ms.");
                assertThat(second.await().verdict()).startsWith("push 3 is live");
            }
        }
    }

    private GitClient.Running push(String version) {
        SampleProject.write(git, version).commit("Version " + version);
        return git.start("push", "hasura", "HEAD:master");
    }
}
