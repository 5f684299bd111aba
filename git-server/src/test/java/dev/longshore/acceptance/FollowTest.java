package dev.longshore.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.testing.EngineTest;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hasura build logs -f} of a push whose server goes away and comes back. */
@EngineTest
class FollowTest {
    private static final Path EXAMPLE = Path.of("..", "examples", "hello-hasura");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    @Test
    void following_a_push_outlives_the_servers_death_and_ends_with_the_verdict_that_its_next_start_gives()
            throws IOException {
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        String slow = "slow step " + HexFormat.of().formatHex(random);
        try (Installation longshore = Installation.start(directory)) {
            Workstation developer =
                    longshore.workstation(EXAMPLE, "follow-" + HexFormat.of().formatHex(random));
            developer.edit(
                    "microservices/greeter/Dockerfile",
                    text -> text.replace("COPY app .", "RUN echo " + slow + " && sleep 60\nCOPY app ."));
            developer.commit("Build slowly");
            Command.Running push = developer.startGit("push", "hasura", "master");
            Await.until("the slow step in the push", PATIENCE, () -> lines(push.outputSoFar(), slow) > 0);
            Command.Running following = developer.startHasura("build", "logs", "-f");
            Await.until("the slow step in the log", PATIENCE, () -> lines(following.outputSoFar(), slow) > 0);

            longshore.killServer();
            push.await();
            longshore.restartServer();
            Command followed = following.await();

            Command whole = developer.hasura("build", "logs");
            assertThat(followed.output()).isEqualTo(whole.output());
            assertThat(followed.output().strip())
                    .endsWith("failed: the server stopped while this push ran; nothing is live. Push again.");
            assertThat(followed.exitCode()).isOne();
        }
    }

    private static long lines(String output, String text) {
        return output.lines().filter(line -> line.contains(text)).count();
    }
}
