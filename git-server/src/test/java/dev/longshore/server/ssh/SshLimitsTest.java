package dev.longshore.server.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.access.Role;
import dev.longshore.server.limits.GitLimits;
import dev.longshore.server.testing.Await;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is refused for a limit or a fault is told why, by the real git and ssh. */
@Timeout(60)
class SshLimitsTest {
    @TempDir
    Path directory;

    @Test
    void whoHasTooManyPushesIsToldSo() throws Exception {
        try (SshInstallation installation = traffic(limits -> limits.withPushesOfUser(1))) {
            GitClient git = git(installation);
            CountDownLatch building = installation.server().builder().hold();
            try (GitClient.Running first = git.start("push", "hasura", "master")) {
                Await.until(
                        "the build has begun",
                        () -> first.lines().stream().anyMatch(line -> line.contains("step 1 of 2")));

                GitClient.Result second = git.push("master");

                building.countDown();
                assertThat(second.exitCode()).isNotZero();
                assertThat(second.text())
                        .contains("fatal: remote error: asha has 1 pushes going on already; try again when one of them"
                                + " has ended");
                assertThat(first.await().exitCode()).isZero();
            }
        }
    }

    @Test
    void whoHasTooManyFetchesIsToldSo() throws Exception {
        try (SshInstallation installation = traffic(limits -> limits.withFetchesOfUser(0))) {
            GitClient git = git(installation);
            git.push("master");

            assertThat(git.run("fetch", "hasura").text())
                    .contains("fatal: remote error: asha has 0 fetches going on already");
        }
    }

    private SshInstallation traffic(UnaryOperator<GitLimits.Traffic> change) throws Exception {
        return new SshInstallation(
                directory, settings -> settings.withLimits(limits -> limits.withTraffic(change)));
    }

    private static GitClient git(SshInstallation installation) throws Exception {
        GitClient git = installation.git("a", "shop.git", installation.keyOf("asha", Role.DEPLOYER, "asha"));
        SampleProject.write(git, "1").commit("One");
        return git;
    }
}
