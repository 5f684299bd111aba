package dev.longshore.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.Settings;
import dev.longshore.server.access.Role;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What git says when a push is more than the server takes. */
class PushLimitsTest {
    @TempDir
    Path directory;

    @Test
    void aPushThatIsTooLargeIsRefusedWithTheLimit() throws Exception {
        try (TestServer server = start(limits -> limits.withPack(pack -> pack.withBytes(64 << 10)))) {
            GitClient git = git(server);
            noise(git, "large.bin", 300 << 10);

            GitClient.Result result = git.push("HEAD:feature");

            assertThat(result.exitCode()).isNotZero();
            assertThat(result.verdict())
                    .startsWith("push refused: the push is larger than 64 KiB, which is the limit;");
            assertThatNextPushWorks(git);
        }
    }

    @Test
    void aPushThatIsMuchTooLargeIsToldWhyToo() throws Exception {
        try (TestServer server = start(limits -> limits.withPack(pack -> pack.withBytes(64 << 10)))) {
            GitClient git = git(server);
            noise(git, "large.bin", 8 << 20);

            GitClient.Result result = git.push("HEAD:feature");

            assertThat(result.exitCode()).isNotZero();
            assertThat(result.text()).contains("push refused: the push is larger than 64 KiB");
        }
    }

    @Test
    void aFileThatIsTooLargeIsRefusedWithTheLimit() throws Exception {
        try (TestServer server = start(limits -> limits.withPack(pack -> pack.withObjectBytes(64 << 10)))) {
            GitClient git = git(server);
            git.write("large.txt", "a".repeat(100 << 10)).commit("Large");

            GitClient.Result result = git.push("HEAD:feature");

            assertThat(result.exitCode()).isNotZero();
            assertThat(result.verdict())
                    .startsWith(
                            "push refused: a file in the pushed commits is larger than 64 KiB, which is the limit;");
            assertThatNextPushWorks(git);
        }
    }

    @Test
    void tooManyObjectsAreRefusedWithTheLimit() throws Exception {
        try (TestServer server = start(limits -> limits.withPack(pack -> pack.withObjects(20)))) {
            GitClient git = git(server);
            for (int i = 0; i < 30; i++) {
                git.write("file" + i, "content " + i);
            }
            git.commit("Many");

            GitClient.Result result = git.push("HEAD:feature");

            assertThat(result.verdict())
                    .isEqualTo("push refused: the push has 32 objects, more than 20, which is the limit;"
                            + " push the history in parts");
            assertThatNextPushWorks(git);
        }
    }

    @Test
    void tooManyRefsAreRefusedWithTheLimit() throws Exception {
        try (TestServer server = start(limits -> limits.withRefs(new GitLimits.Refs(3, 100, 1 << 20)))) {
            GitClient git = git(server);
            git.write("a", "a").commit("One");

            GitClient.Result many = git.push("HEAD:b1", "HEAD:b2", "HEAD:b3", "HEAD:b4");

            assertThat(many.verdict())
                    .startsWith("push refused: the push has 4 refs, more than 3, which is the limit;");
            assertThat(git.push("HEAD:b1", "HEAD:b2", "HEAD:b3").exitCode()).isZero();
            assertThat(git.push(":b1", ":b2", ":b3", "HEAD:b5").exitCode()).isNotZero();
        }
    }

    @Test
    void aRepositoryHasNoMoreRefsThanTheLimit() throws Exception {
        try (TestServer server = start(limits -> limits.withRefs(new GitLimits.Refs(10, 3, 1 << 20)))) {
            GitClient git = git(server);
            git.write("a", "a").commit("One");
            git.push("HEAD:b1", "HEAD:b2", "HEAD:b3");

            GitClient.Result fourth = git.push("HEAD:b4");

            assertThat(fourth.verdict())
                    .startsWith("push refused: the repository would have 4 branches and tags, more than 3,");
            assertThat(git.push(":b1").exitCode()).isZero();
            assertThat(git.push("HEAD:b4").exitCode()).isZero();
        }
    }

    @Test
    void aListOfRefsThatIsTooLongIsRefusedWithTheLimit() throws Exception {
        try (TestServer server = start(limits -> limits.withRefs(new GitLimits.Refs(1000, 1000, 2 << 10)))) {
            GitClient git = git(server);
            git.write("a", "a").commit("One");
            String[] refs = new String[60];
            for (int i = 0; i < refs.length; i++) {
                refs[i] = "HEAD:branch" + i;
            }

            GitClient.Result result = git.push(refs);

            assertThat(result.exitCode()).isNotZero();
            assertThat(result.text())
                    .contains("the list of refs of this push is larger than 2 KiB, which is the limit");
        }
    }

    @Test
    void aUserPushesNoMoreOftenThanTheLimitAndIsToldWhenToTryAgain() throws Exception {
        try (TestServer server = start(limits -> limits.withTraffic(traffic -> traffic.withPushesPerHour(2)))) {
            GitClient git = git(server);
            git.write("a", "a").commit("One");
            git.push("HEAD:b1");
            git.push(":b1");

            GitClient.Result third = git.push("HEAD:b3");
            GitClient.Result deletion = git.push(":b1");

            assertThat(third.exitCode()).isNotZero();
            assertThat(third.verdict())
                    .matches("push refused: asha has pushed to shop 2 times within an hour, which is the"
                            + " limit; try again in (29|30) min \\d+ s");
            assertThat(deletion.exitCode()).isNotZero();
            assertThat(git.as(server.token("vera", Role.DEPLOYER))
                            .push("HEAD:b3")
                            .exitCode())
                    .isZero();
        }
    }

    @Test
    void nothingIsTakenWhenTheDiskIsNearlyFull() throws Exception {
        try (TestServer server = start(limits -> limits.withDisk(new GitLimits.Disk(1L << 60, 5)))) {
            GitClient git = git(server);
            git.write("a", "a").commit("One");

            GitClient.Result result = git.push("HEAD:feature");

            assertThat(result.exitCode()).isNotZero();
            assertThat(result.verdict()).startsWith("push refused: the server's disk is nearly full (");
        }
    }

    private TestServer start(UnaryOperator<GitLimits> change) throws Exception {
        return TestServer.start(directory, (Settings settings) -> settings.withLimits(change));
    }

    private static GitClient git(TestServer server) {
        return server.git("shop", "asha", Role.DEPLOYER);
    }

    private static void noise(GitClient git, String file, int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        Files.write(git.work().resolve(file), bytes);
        git.commit("Noise");
    }

    private static void assertThatNextPushWorks(GitClient git) {
        git.succeed("checkout", "-q", "--orphan", "small");
        git.succeed("rm", "-rfq", ".");
        git.write("small.txt", "small").commit("Small");
        GitClient.Result next = git.push("HEAD:small");
        assertThat(next.exitCode()).as(next.text()).isZero();
    }
}
