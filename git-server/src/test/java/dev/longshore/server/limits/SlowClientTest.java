package dev.longshore.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.access.Role;
import dev.longshore.server.testing.Await;
import dev.longshore.server.testing.FakeBuilder;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.PackBytes;
import dev.longshore.server.testing.RawPush;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that take their time get no more of it than there is. */
@Timeout(60)
class SlowClientTest {
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration TOTAL = Duration.ofSeconds(3);

    @TempDir
    Path directory;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(
                directory,
                settings -> settings.withLimits(limits -> limits.withTimes(new GitLimits.Times(IDLE, TOTAL, TOTAL))
                        .withTraffic(traffic -> traffic.withPushesOfUser(1))));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aClientThatFallsSilentIsEnded() throws Exception {
        byte[] body = body();
        try (Socket socket = raw().open(body.length)) {
            socket.getOutputStream().write(body, 0, body.length - 10);
            socket.getOutputStream().flush();

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).contains("push refused: the connection was silent for 0.5 s, which is the limit");
        }
        assertThatPushesWork();
    }

    @Test
    void aClientThatSaysNothingAtAllIsEnded() throws Exception {
        try (Socket socket = raw().open(1000)) {
            assertThat(socket.getInputStream().readAllBytes()).isNotNull();
        }
        assertThatPushesWork();
    }

    @Test
    void aClientThatSendsDropByDropIsEndedWhenTheWholeTakesTooLong() throws Exception {
        byte[] body = body();
        ScheduledExecutorService dripping = Executors.newSingleThreadScheduledExecutor();
        try (Socket socket = raw().open(body.length)) {
            OutputStream output = socket.getOutputStream();
            int[] sent = {body.length - 60};
            output.write(body, 0, sent[0]);
            ScheduledFuture<?> drops =
                    dripping.scheduleAtFixedRate(() -> drip(output, body, sent), 100, 100, TimeUnit.MILLISECONDS);

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            drops.cancel(true);
            assertThat(answer).contains("push refused: the connection has taken longer than 3.0 s, which is the limit");
        } finally {
            dripping.shutdownNow();
        }
        assertThatPushesWork();
    }

    /** It would hold a thread of the server for ever, as its side of the connection is full. */
    @Test
    void aWatcherThatReadsNothingHoldsNeitherThePushNorTheServer() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        server.builder().set((planned, progress) -> {
            started.countDown();
            String line = "x".repeat(1000);
            for (int i = 0; i < 20_000; i++) {
                progress.output(planned.microservice(), line);
            }
            return FakeBuilder.available(planned.reference());
        });
        GitClient git = SampleProject.write(server.git("shop", "asha", Role.DEPLOYER), "1");
        ObjectId commit = ObjectId.fromString(git.commit("One"));
        git.succeed("bundle", "create", "-q", "../all.bundle", "master");
        byte[] bundle = Files.readAllBytes(git.work().resolve("../all.bundle"));
        int start = new String(bundle, StandardCharsets.ISO_8859_1).indexOf("PACK");
        byte[] body = RawPush.join(
                RawPush.command(ObjectId.zeroId(), commit, "refs/heads/master"),
                "0000".getBytes(StandardCharsets.US_ASCII),
                Arrays.copyOfRange(bundle, start, bundle.length));
        try (Socket socket = raw().open(body.length)) {
            socket.setReceiveBufferSize(4096);
            socket.getOutputStream().write(body);
            assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();

            Await.until("the push is live", () -> server.cluster().rolledOut().size() == 1);
        }
        assertThatPushesWork();
    }

    private void assertThatPushesWork() {
        GitClient git = server.git("shop", "raw", Role.ADMIN);
        git.write("a", "a").commit("One");
        Await.until("the slow connection has ended", () -> git.push("HEAD:next").exitCode() == 0);
    }

    private RawPush raw() {
        return new RawPush(server, "shop", server.token("raw", Role.ADMIN));
    }

    private static byte[] body() {
        PackBytes pack = new PackBytes();
        ObjectId tree = pack.add(Constants.OBJ_TREE, new byte[0]);
        ObjectId commit = pack.add(Constants.OBJ_COMMIT, PackBytes.commit(tree, "Slow"));
        return RawPush.join(
                RawPush.command(ObjectId.zeroId(), commit, "refs/heads/feature"),
                "0000".getBytes(StandardCharsets.US_ASCII),
                pack.finish());
    }

    private static void drip(OutputStream output, byte[] body, int[] sent) {
        try {
            if (sent[0] < body.length - 1) {
                output.write(body[sent[0]++]);
                output.flush();
            }
        } catch (IOException e) {
            sent[0] = body.length;
        }
    }
}
