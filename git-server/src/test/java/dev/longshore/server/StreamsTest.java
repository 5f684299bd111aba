package dev.longshore.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.longshore.deployer.Destination;
import dev.longshore.deployer.PodQuery;
import dev.longshore.deployer.Tunnel;
import dev.longshore.engine.ExecSession;
import dev.longshore.engine.TerminalSize;
import dev.longshore.server.access.Role;
import dev.longshore.server.testing.Await;
import dev.longshore.server.testing.CapturedLog;
import dev.longshore.server.testing.FakeCluster;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import dev.longshore.server.testing.WebSocketClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.ConnectException;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The streams of commands and connections, over the API's websockets. */
@Timeout(120)
class StreamsTest {
    private static final String API = "/api/v1/projects/shop/environments/hasura/microservices/api";

    private static final String PAIR = """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: apps/v1
              kind: Deployment
              metadata:
                name: left
                namespace: default
              spec:
                selector:
                  matchLabels:
                    app: left
                template:
                  metadata:
                    labels:
                      app: left
                  spec:
                    containers:
                    - name: main
                      image: redis:alpine
            - apiVersion: apps/v1
              kind: Deployment
              metadata:
                name: right
                namespace: default
              spec:
                selector:
                  matchLabels:
                    app: right
                template:
                  metadata:
                    labels:
                      app: right
                  spec:
                    containers:
                    - name: main
                      image: redis:alpine
            - apiVersion: v1
              kind: Service
              metadata:
                name: left
                namespace: default
              spec:
                selector:
                  app: left
                ports:
                - port: 80
                  targetPort: 6379
            """;

    @TempDir
    Path directory;

    private TestServer server;
    private String token;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory);
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        SampleProject.write(git, "1").commit("One");
        git.push("master");
        token = server.token("asha", Role.DEPLOYER);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aCommandsStreamsAndExitCodeArePassedOn() throws Exception {
        Echo echo = new Echo();
        server.cluster().contain(echo);
        try (WebSocketClient client = connect(API + "/exec?container=api")) {
            client.send("{\"command\":[\"cat\",\"-\"],\"input\":true,\"columns\":90,\"rows\":30}");
            client.send("hello".getBytes(StandardCharsets.UTF_8));
            assertThat(client.receive()).isEqualTo("\u0001hello");
            client.send("{\"columns\":100,\"rows\":40}");
            client.send(new byte[0]);

            assertThat(client.receive()).isEqualTo("\u0002bye");
            assertThat(client.receive()).isEqualTo("{\"exitCode\":42}");
            assertThat(client.receive()).isEqualTo("closed");
        }
        assertThat(echo.asked)
                .extracting(PodQuery::pod, PodQuery::container)
                .containsExactly(tuple(Optional.of("api-1"), Optional.of("api")));
        assertThat(echo.requests)
                .containsExactly(
                        new ExecSession.Request(List.of("cat", "-"), true, Optional.of(new TerminalSize(90, 30))));
        assertThat(echo.sizes).containsExactly(new TerminalSize(100, 40));
    }

    @Test
    void theServersLogHasWhoRunsWhatWhereWithoutArgumentsAndData() throws Exception {
        server.cluster().contain(new Echo());
        try (CapturedLog log = new CapturedLog();
                WebSocketClient client = connect(API + "/exec?container=api")) {
            client.send("{\"command\":[\"psql\",\"--password=hunter2\"],\"input\":true}");
            client.send("hunter2".getBytes(StandardCharsets.UTF_8));
            client.receive();

            assertThat(log.text())
                    .contains("asha runs psql in api-1/api of shop")
                    .doesNotContain("hunter2");
        }
    }

    @Test
    void aStreamMayBeSilentForLongerThanARequestMayTakeToBegin() throws Exception {
        server.close();
        server = TestServer.start(
                directory, settings -> settings.withHttp(limits -> limits.withHeadTime(Duration.ofMillis(500))));
        server.cluster().contain(new Echo());
        try (WebSocketClient client = connect(API + "/exec")) {
            client.send("{\"command\":[\"cat\"],\"input\":true}");

            assertThat(client.isSilentFor(Duration.ofSeconds(3))).isTrue();
            client.send("hello".getBytes(StandardCharsets.UTF_8));
            assertThat(client.receive()).isEqualTo("\u0001hello");
        }
    }

    @Test
    void aServerThatStopsEndsItsStreams() throws Exception {
        Echo echo = new Echo();
        server.cluster().contain(echo);
        try (WebSocketClient client = connect(API + "/exec")) {
            client.send("{\"command\":[\"cat\"],\"input\":true}");
            client.send("x".getBytes(StandardCharsets.UTF_8));
            client.receive();

            server.restart();

            assertThat(client.receive()).isEqualTo("closed");
            assertThat(echo.closed.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aClientThatLeavesHangsTheCommandUp() throws Exception {
        Echo echo = new Echo();
        server.cluster().contain(echo);
        WebSocketClient client = connect(API + "/exec");
        client.send("{\"command\":[\"cat\"],\"input\":true}");
        client.send("x".getBytes(StandardCharsets.UTF_8));
        client.receive();

        client.close();

        assertThat(echo.closed.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatKeepsACommandFromRunningIsToldOnTheStream() throws Exception {
        try (WebSocketClient client = connect(API + "/exec?pod=api-7")) {
            client.send("{\"command\":[\"true\"]}");

            assertThat(client.receive()).isEqualTo("{\"problem\":\"no pod of api runs\"}");
        }
        try (WebSocketClient client = connect(API + "/exec")) {
            client.send("{\"command\":[]}");

            assertThat(client.receive()).isEqualTo("{\"problem\":\"no command is given\"}");
        }
    }

    @Test
    void aConnectionEndsInOneDirectionAtATime() throws Exception {
        server.cluster().contain(new Summing());
        try (WebSocketClient client = connect(API + "/forward?port=80")) {
            client.send("1234".getBytes(StandardCharsets.UTF_8));
            client.send("56".getBytes(StandardCharsets.UTF_8));
            client.send(new byte[0]);

            assertThat(client.receive()).isEqualTo("6 bytes");
            assertThat(client.receive()).isEmpty();
        }
    }

    @Test
    void aServicesOwnPortLeadsToItAndAnyOtherToAPod() throws Exception {
        Summing summing = new Summing();
        server.cluster().contain(summing);
        for (String query : List.of("port=80", "port=8080", "port=80&pod=api-1")) {
            try (WebSocketClient client = connect(API + "/forward?" + query)) {
                client.send(new byte[0]);
                client.receive();
            }
        }

        assertThat(summing.asked)
                .extracting(destination -> destination.service().map(service -> service.name()), Destination::pod)
                .containsExactly(
                        tuple(Optional.of("api"), Optional.empty()),
                        tuple(Optional.empty(), Optional.empty()),
                        tuple(Optional.empty(), Optional.of("api-1")));
    }

    @Test
    void aPortWhereNothingAnswersSaysSo() throws Exception {
        try (WebSocketClient client = connect(API + "/forward?port=81")) {
            assertThat(client.receive()).isEqualTo("{\"problem\":\"nothing answers at api:81 (Connection refused)\"}");
        }
    }

    @Test
    void aServiceBehindWhichNothingRunsSaysSoInsteadOfHangingUp() throws Exception {
        server.cluster().stopPods();
        try (WebSocketClient client = connect(API + "/forward?port=80")) {
            assertThat(client.receive())
                    .isEqualTo("{\"problem\":\"no pod of api runs; see: hasura microservice status api\"}");
        }
    }

    @Test
    void ofSeveralWorkloadsOneOrItsPodMustBeNamed() throws Exception {
        GitClient git = server.git("twins", "asha", Role.DEPLOYER);
        git.write("hasura.yaml", "name: twins\nversion: v1\n")
                .write("microservices/pair/k8s.yaml", PAIR)
                .commit("Two in one");
        git.push("master");
        String twins = "/api/v1/projects/twins/environments/hasura/microservices";
        String pair = twins + "/pair";
        String problem = "pair has several workloads; name one of left, right, or a pod with -p";

        try (WebSocketClient client = connect(pair + "/exec")) {
            client.send("{\"command\":[\"true\"]}");
            assertThat(client.receive()).isEqualTo("{\"problem\":\"" + problem + "\"}");
        }
        try (WebSocketClient client = connect(pair + "/forward?port=9000")) {
            assertThat(client.receive()).isEqualTo("{\"problem\":\"" + problem + "\"}");
        }
        assertThat(server.get(pair + "/logs", token).body()).contains(problem);
        assertThat(server.get(pair + "/logs?pod=up-1", token).body())
                .contains("none of left, right has a pod up-1; see: hasura microservice status pair");
        assertThat(List.of(entered(pair + "/exec?pod=right-1"), entered(twins + "/left/exec")))
                .extracting(query -> query.workload().name(), PodQuery::pod)
                .containsExactly(tuple("right", Optional.of("right-1")), tuple("left", Optional.of("left-1")));
        try (WebSocketClient client = connect(pair + "/forward?port=80")) {
            assertThat(client.receive()).contains("nothing answers at pair:80");
        }
    }

    /** Where a command is run. */
    private PodQuery entered(String path) throws Exception {
        Echo echo = new Echo();
        server.cluster().contain(echo);
        try (WebSocketClient client = connect(path)) {
            client.send("{\"command\":[\"cat\"],\"input\":true}");
            client.send("x".getBytes(StandardCharsets.UTF_8));
            client.receive();
        }
        return echo.asked.get(0);
    }

    @Test
    void onlyProgramsOfThoseWhoMayPushGetAStream() throws Exception {
        assertThat(server.get(API + "/exec", token).body()).contains("this address speaks WebSocket only");
        assertThat(refusal(API + "/exec", server.token("vera", Role.VIEWER), ""))
                .isEqualTo(403);
        assertThat(refusal(API + "/forward?port=80", server.token("vera", Role.VIEWER), ""))
                .isEqualTo(403);
        assertThat(refusal(API + "/exec", "lsh_wrong", "")).isEqualTo(401);
        assertThat(refusal(API + "/exec", token, "http://evil.example")).isEqualTo(400);
        assertThat(refusal(API + "/forward?port=0", token, "")).isEqualTo(400);
        assertThat(refusal(API.replace("/api", "") + "/nothing/exec", token, ""))
                .isEqualTo(404);
    }

    @Test
    void oneUserHasAnEndOfStreamsAndGetsThemBack() throws Exception {
        server.cluster().contain(new Summing());
        List<WebSocketClient> open = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 128; i++) {
            open.add(connect(API + "/forward?port=80"));
        }

        assertThat(refusal(API + "/forward?port=80", token, "")).isEqualTo(503);
        open.forEach(WebSocketClient::close);
        Await.until("the streams are given back", () -> {
            try (WebSocketClient again = connect(API + "/forward?port=80")) {
                return true;
            } catch (CompletionException refused) {
                return false;
            }
        });
    }

    private WebSocketClient connect(String path) {
        return WebSocketClient.connect(server.server().port(), path, token, "");
    }

    private int refusal(String path, String as, String origin) {
        try (WebSocketClient client = WebSocketClient.connect(server.server().port(), path, as, origin)) {
            throw new AssertionError("the stream was opened");
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    /** Says on its standard output what it reads, at its end something on the other one, and exits with 42. */
    private static final class Echo implements FakeCluster.Containing, ExecSession {
        private final PipedOutputStream input = new PipedOutputStream();
        private final PipedInputStream toRead;
        private final List<TerminalSize> sizes = new CopyOnWriteArrayList<>();
        private final CountDownLatch closed = new CountDownLatch(1);
        private final List<PodQuery> asked = new CopyOnWriteArrayList<>();
        private final List<Request> requests = new CopyOnWriteArrayList<>();

        Echo() throws IOException {
            toRead = new PipedInputStream(input);
        }

        @Override
        public ExecSession exec(PodQuery container, Request command) {
            asked.add(container);
            requests.add(command);
            return this;
        }

        @Override
        public Tunnel connect(Destination destination) throws IOException {
            throw new ConnectException("Connection refused");
        }

        @Override
        public void copyOutput(Output output) throws IOException {
            byte[] block = new byte[100];
            for (int length = toRead.read(block); length >= 0; length = toRead.read(block)) {
                output.accept(false, Arrays.copyOf(block, length));
            }
            output.accept(true, "bye".getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            input.write(bytes);
            input.flush();
        }

        @Override
        public void endInput() throws IOException {
            input.close();
        }

        @Override
        public void resize(TerminalSize size) {
            sizes.add(size);
        }

        @Override
        public Optional<Integer> exitCode() {
            return Optional.of(42);
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    /** A program that answers when it has read all: how much it was. */
    private static final class Summing implements FakeCluster.Containing {
        private final List<Destination> asked = new CopyOnWriteArrayList<>();

        @Override
        public ExecSession exec(PodQuery container, ExecSession.Request command) {
            throw new AssertionError("nobody runs a command");
        }

        @Override
        public Tunnel connect(Destination destination) throws IOException {
            asked.add(destination);
            PipedInputStream answer = new PipedInputStream();
            PipedOutputStream toClient = new PipedOutputStream(answer);
            AtomicBoolean ended = new AtomicBoolean();
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            return new Tunnel() {
                @Override
                public InputStream in() {
                    return answer;
                }

                @Override
                public OutputStream out() {
                    return read;
                }

                @Override
                public void endOutput() throws IOException {
                    if (!ended.getAndSet(true)) {
                        toClient.write((read.size() + " bytes").getBytes(StandardCharsets.UTF_8));
                        toClient.close();
                    }
                }

                @Override
                public void close() throws IOException {
                    toClient.close();
                }
            };
        }
    }
}
