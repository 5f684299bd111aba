package dev.longshore.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.access.Role;
import dev.longshore.server.testing.Await;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is slow, silent or gone takes little of the server and nothing from others. */
class SlowClientTest {
    private static final Duration HEAD_TIME = Duration.ofMillis(600);
    private static final Duration PROMPT = Duration.ofSeconds(3);
    private static final int REQUESTS_PER_USER = 20;

    @TempDir
    Path directory;

    private final List<RawHttp> connections = new ArrayList<>();
    private TestServer server;

    @AfterEach
    void stop() throws IOException {
        for (RawHttp connection : connections) {
            connection.close();
        }
        server.close();
    }

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(
                directory, settings -> settings.withHttp(limits -> limits.withRequestsPerUser(REQUESTS_PER_USER)));
    }

    private void startWithLittleTimeForHeads() throws Exception {
        server.close();
        server = TestServer.start(directory, settings -> settings.withHttp(limits -> limits.withHeadTime(HEAD_TIME)));
    }

    private RawHttp open() throws IOException {
        RawHttp connection = RawHttp.open(server);
        connections.add(connection);
        return connection;
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() throws Exception {
        startWithLittleTimeForHeads();

        assertThat(open().answer().text()).isEmpty();
    }

    @Test
    void headersThatComeAByteAtATimeAreNotWaitedForForEver() throws Exception {
        startWithLittleTimeForHeads();
        RawHttp slow = open();
        slow.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ");

        Await.until("the connection is closed", () -> !isAlive(slow));
    }

    @Test
    void aConnectionThatGoesOnAfterAnAnswerHasTheSameTime() throws Exception {
        startWithLittleTimeForHeads();
        RawHttp connection = open();
        connection.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(connection.head()).startsWith("HTTP/1.1 200");
        connection.send("GET /healthz HTTP/1.1\r\nX: ");

        Await.until("the connection is closed", () -> !isAlive(connection));
    }

    @Test
    void aPushThatTakesLongerThanHeadersMayIsNotCutOff() throws Exception {
        startWithLittleTimeForHeads();
        GitClient git = SampleProject.write(server.git("shop", "asha", Role.ADMIN), "1");
        git.commit("One");
        CountDownLatch built = server.builder().hold();
        try (GitClient.Running push = git.start("push", "hasura", "master")) {
            RawHttp witness = open();
            assertThat(witness.answer().text()).as("closed after its time").isEmpty();
            assertThat(open().answer().text()).as("another one").isEmpty();

            built.countDown();

            assertThat(push.await().exitCode()).isZero();
        }
    }

    @Test
    void thousandsOfHalfRequestsKeepNobodyWaiting() throws Exception {
        String token = server.token("vera", Role.VIEWER);
        int before = Thread.activeCount();
        for (int i = 0; i < 1500; i++) {
            open().send("POST /shop.git/git-receive-pack HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        }

        assertAnsweredPromptly(token);
        assertThat(Thread.activeCount() - before).as("no thread for each").isLessThan(200);
    }

    @Test
    void bodiesThatComeAByteAtATimeTakeOnlyTheirOwnUsersPlaces() throws Exception {
        String slow = server.token("mallory", Role.DEPLOYER);
        String vera = server.token("vera", Role.VIEWER);
        String request = "POST /shop.git/git-receive-pack HTTP/1.1\r\nHost: localhost\r\n" + RawHttp.basic("x", slow)
                + "Content-Type: application/x-git-receive-pack-request\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n0\r\n";
        for (int i = 0; i < REQUESTS_PER_USER; i++) {
            open().send(request);
        }

        Await.until("all of the user's places are taken", () -> status("/api/v1/user", slow) == 429);
        assertAnsweredPromptly(vera);

        for (RawHttp connection : connections) {
            connection.close();
        }
        Await.until("the places are free again", () -> status("/api/v1/user", slow) == 200);
    }

    @Test
    void aClientThatVanishesInTheMiddleOfItsPackLeavesNothingBehind() throws Exception {
        String token = server.token("asha", Role.DEPLOYER);
        for (int i = 0; i < REQUESTS_PER_USER + 5; i++) {
            try (RawHttp connection = RawHttp.open(server)) {
                connection.send("POST /shop.git/git-receive-pack HTTP/1.1\r\nHost: localhost\r\n"
                        + RawHttp.basic("asha", token)
                        + "Content-Type: application/x-git-receive-pack-request\r\nContent-Length: 100000\r\n\r\n"
                        + "0094" + "0".repeat(40) + " " + "1".repeat(40)
                        + " refs/heads/master\0report-status 0000PACK");
            }
        }
        GitClient git = SampleProject.write(server.git("shop", "vera", Role.DEPLOYER), "1");
        git.commit("One");

        assertThat(git.push("master").exitCode()).isZero();
        Await.until("the places are free again", () -> status("/api/v1/user", token) == 200);
    }

    @Test
    void aViewerThatVanishesFromALogDoesNotStopThePush() throws Exception {
        String token = server.token("vera", Role.VIEWER);
        GitClient git = SampleProject.write(server.git("shop", "asha", Role.ADMIN), "1");
        git.commit("One");
        CountDownLatch built = server.builder().hold();
        try (GitClient.Running push = git.start("push", "hasura", "master")) {
            Await.until("the push builds", () -> server.builder().built().contains("api"));
            for (int i = 0; i < 5; i++) {
                RawHttp viewer = open();
                viewer.send(RawHttp.get("/shop/pushes/1", token));
                assertThat(viewer.head()).startsWith("HTTP/1.1 200");
                viewer.close();
            }
            built.countDown();

            assertThat(push.await().exitCode()).isZero();
        }
    }

    @Test
    void aBodyIsNotReadBeforeTheClientIsKnown() throws Exception {
        RawHttp connection = open();

        connection.send(String.join(
                "\r\n",
                "POST /shop.git/git-receive-pack HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/x-git-receive-pack-request",
                "Content-Length: 10000000000\r\n\r\n0000"));

        assertThat(connection.head()).startsWith("HTTP/1.1 401 ");
        Await.until("the connection is closed without reading the rest", () -> !isAlive(connection));
    }

    @Test
    void aClientThatAsksFirstIsToldToKeepItsBody() throws Exception {
        RawHttp connection = open();

        connection.send(String.join(
                "\r\n",
                "POST /shop.git/git-receive-pack HTTP/1.1",
                "Host: localhost",
                "Expect: 100-continue",
                "Content-Type: application/x-git-receive-pack-request",
                "Content-Length: 10000000\r\n\r\n"));

        assertThat(connection.head()).startsWith("HTTP/1.1 401 ");
    }

    private void assertAnsweredPromptly(String token) throws Exception {
        long start = System.nanoTime();
        assertThat(server.get("/api/v1/user", token).statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
    }

    private int status(String path, String token) {
        try {
            return server.get(path, token).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** Sends a byte more, which a closed connection answers with a reset at the latest the second time. */
    private static boolean isAlive(RawHttp connection) {
        try {
            connection.send("a");
            return true;
        } catch (SocketException e) {
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
