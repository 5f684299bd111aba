package dev.longshore.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.builder.BuildOutcome;
import dev.longshore.engine.EngineException;
import dev.longshore.server.access.Role;
import dev.longshore.server.testing.Await;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line and a browser ask the server. */
class ApiTest {
    private static final String SHOP = "/api/v1/projects/shop/environments/hasura";

    @TempDir
    Path directory;

    private TestServer server;
    private String token;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory);
        token = server.token("vera", Role.VIEWER);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void healthNeedsNoToken() throws Exception {
        HttpResponse<String> response = server.get("/healthz", "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("ok\n");
    }

    @Test
    void theCallerIsTold() throws Exception {
        assertThat(server.get("/api/v1/user", token).body()).isEqualTo("{\"name\":\"vera\",\"role\":\"viewer\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/user",
                SHOP + "/microservices",
                SHOP + "/microservices/api/logs",
                SHOP + "/pushes",
                SHOP + "/pushes/1/log",
                "/shop/pushes/1",
                "/shop.git/info/refs",
                "/"
            })
    void everythingElseNeedsOne(String path) throws Exception {
        HttpResponse<String> response = server.get(path, "lsh_wrong");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Basic realm=\"Longshore\"");
    }

    @Test
    void whatDoesNotExistIsAProblemWithAReason() throws Exception {
        HttpResponse<String> response = server.get(SHOP + "/microservices", token);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body()).contains("\"status\":404").contains("no such project or environment");
    }

    @Test
    void microservicesAreListedWithTheirStateAndAddresses() throws Exception {
        deploy();

        String body = server.get(SHOP + "/microservices", token).body();

        assertThat(body)
                .contains(
                        "{\"name\":\"api\",\"namespace\":\"default\",\"status\":\"Running\",\"ready\":1,\"desired\":1,"
                                + "\"detail\":\"\",\"internalUrl\":\"api.default\","
                                + "\"externalUrls\":[\"http://api.shop.localhost:8000/\"]}")
                .contains("{\"name\":\"cache\",\"namespace\":\"default\",\"status\":\"Running\",\"ready\":1,"
                        + "\"desired\":1,\"detail\":\"\",\"internalUrl\":\"\",\"externalUrls\":[]}")
                .contains("{\"name\":\"platform-sync\",\"namespace\":\"hasura\",\"status\":\"Running\"")
                .contains("{\"name\":\"sshd\",\"namespace\":\"hasura\",\"status\":\"Running\"");
    }

    @Test
    void aMicroservicesLogIsShown() throws Exception {
        deploy();

        assertThat(server.get(SHOP + "/microservices/api/logs?tail=5", token).body())
                .isEqualTo("hello from the container\n");
        assertThat(server.get(SHOP + "/microservices/nothing/logs", token).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aMicroservicesLogShowsNoSecretOfTheLiveRelease() throws Exception {
        GitClient git = SampleProject.write(server.git("shop", "asha", Role.DEPLOYER), "1");
        git.write("microservices/keys/k8s.yaml", """
                apiVersion: v1
                kind: Secret
                metadata:
                  name: keys
                  namespace: '{{ cluster.metadata.namespaces.user }}'
                stringData:
                  key: hunter2hunter2
                """).commit("Sell");
        assertThat(git.push("master").exitCode()).isZero();
        server.cluster().print((query, lines) -> lines.accept("key is \033[1mhunter2\033[0mhunter2\007"));

        assertThat(server.get(SHOP + "/microservices/api/logs", token).body()).isEqualTo("key is \033[1m***\033[0m\n");
    }

    @Test
    void aPushsLogGoesOnFromAnyByteOfItAlsoAfterARestart() throws Exception {
        GitClient git = SampleProject.write(server.git("shop", "asha", Role.DEPLOYER), "1");
        git.commit("Ünïcode €");
        CountDownLatch building = server.builder().hold();
        try (GitClient.Running push = git.start("push", "hasura", "master")) {
            Await.until("the build", () -> push.lines().stream().anyMatch(line -> line.contains("step 1 of 2")));
            String begun = server.get(SHOP + "/pushes/1/log", token).body();
            long end = begun.getBytes(StandardCharsets.UTF_8).length;
            assertThat(server.get(SHOP + "/pushes/1/log?offset=" + (end + 100_000), token)
                            .statusCode())
                    .isEqualTo(416);

            CompletableFuture<HttpResponse<String>> rest =
                    CompletableFuture.supplyAsync(() -> followed(SHOP + "/pushes/1/log?follow=true&offset=" + end));
            building.countDown();
            assertThat(push.await().exitCode()).isZero();
            assertThat(begun + rest.get(20, TimeUnit.SECONDS).body())
                    .isEqualTo(server.get(SHOP + "/pushes/1/log", token).body());
        }
        server.restart();
        byte[] whole = server.get(SHOP + "/pushes/1/log", token).body().getBytes(StandardCharsets.UTF_8);
        // In the middle of the first letter with two bytes.
        int middle = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\u00c3') + 1;
        for (int offset : new int[] {0, middle, whole.length - 1, whole.length}) {
            HttpResponse<byte[]> answer = bytes(SHOP + "/pushes/1/log?offset=" + offset);
            assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(whole, offset, whole.length));
            assertThat(answer.headers().firstValue("Longshore-Log-Offset")).contains(Integer.toString(offset));
        }
        for (String offset : List.of("-1", "x", "1e3", "9999999999999999999")) {
            assertThat(server.get(SHOP + "/pushes/1/log?offset=" + offset, token)
                            .statusCode())
                    .isEqualTo(400);
        }
        HttpResponse<String> beyond = server.get(SHOP + "/pushes/1/log?offset=" + (whole.length + 1), token);
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(beyond.body()).contains("the log has " + whole.length + " bytes");
    }

    private HttpResponse<String> followed(String path) {
        try {
            return server.get(path, token);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<byte[]> bytes(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + server.server().port() + path))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void aLogThatBreaksOffDoesNotLookWhole(String follow) {
        deploy();
        server.cluster().print((query, lines) -> {
            lines.accept("first");
            throw new EngineException("the engine has gone");
        });

        assertThatThrownBy(() -> server.get(SHOP + "/microservices/api/logs?follow=" + follow, token))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aLogThatCanNotBeginIsAProblemWithAReason() throws Exception {
        deploy();
        server.cluster().print((query, lines) -> {
            throw new EngineException("the engine has gone");
        });

        HttpResponse<String> response = server.get(SHOP + "/microservices/api/logs", token);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("the engine has gone");
    }

    @Test
    void anOffsetThatIsNoNumberIsAProblemWithAReason() throws Exception {
        deploy();

        HttpResponse<String> response = server.get(SHOP + "/pushes/1/log?offset=all", token);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("offset must be a whole number");
    }

    @Test
    void theLogOfAQuietContainerIsLetGoWhenItsFollowerLeaves() throws Exception {
        deploy();
        CountDownLatch quiet = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        server.cluster().print((query, lines) -> {
            try {
                quiet.await();
            } finally {
                letGo.countDown();
            }
        });

        follow().close();

        assertThat(letGo.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void onlySoManyFollowLogsAtOnce() throws Exception {
        deploy();
        CountDownLatch quiet = new CountDownLatch(1);
        server.cluster().print((query, lines) -> quiet.await());
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 64; i++) {
                clients.add(follow());
            }

            HttpResponse<String> oneMore = server.get(SHOP + "/microservices/api/logs?follow=true", token);

            assertThat(oneMore.statusCode()).isEqualTo(503);
            assertThat(oneMore.body()).contains("64 logs are being followed already");
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void whatAContainerPrintsDoesNotCommandATerminal() throws Exception {
        deploy();
        server.cluster().print((query, lines) -> lines.accept("a\033]0;owned\007\033[2Jb \033[31mred\033[0m"));

        assertThat(server.get(SHOP + "/microservices/api/logs", token).body()).isEqualTo("ab \033[31mred\033[0m\n");
    }

    @Test
    void aCommitsSubjectDoesNotCommandATerminal() throws Exception {
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        SampleProject.write(git, "1").commit("\033[31mOne\033]0;owned\007\033[2J \u202eeno");
        git.push("master");

        assertThat(server.get(SHOP + "/pushes", token).body()).contains("\"subject\":\"One eno\"");
    }

    @Test
    void theReasonOfAFailureDoesNotCommandATerminal() throws Exception {
        server.builder().set((planned, progress) -> new BuildOutcome.Failed("bad\033]0;owned\007\033[2J\033[31m step"));
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        SampleProject.write(git, "1").commit("One");

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.lines())
                .filteredOn(line -> line.contains("[remote rejected]"))
                .singleElement()
                .asString()
                .contains("bad step")
                .doesNotContain("\033", "owned");
        assertThat(server.get(SHOP + "/pushes", token).body())
                .contains("bad step")
                .doesNotContain("owned", "u001");
    }

    @Test
    void pushesAreListedNewestFirst() throws Exception {
        GitClient git = deploy();
        git.push("HEAD:feature");

        String body = server.get(SHOP + "/pushes?limit=2", token).body();

        assertThat(body)
                .startsWith("{\"pushes\":[{\"id\":2,\"state\":\"stored\",\"kind\":\"deploy\",\"branch\":\"feature\"")
                .contains("{\"id\":1,\"state\":\"live\",\"kind\":\"deploy\",\"branch\":\"master\",\"commit\":\""
                        + git.head() + "\",\"subject\":\"One\",\"by\":\"asha\",\"release\":1,\"startedAt\":\"20")
                .endsWith("\"reason\":\"\"}]}");
    }

    @Test
    void aPushsLogIsFollowedToItsEnd() throws Exception {
        CountDownLatch built = server.builder().hold();
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        SampleProject.write(git, "1").commit("One");
        try (GitClient.Running push = git.start("push", "hasura", "master")) {
            Await.until("it builds", () -> !server.builder().built().isEmpty());
            CompletableFuture<HttpResponse<String>> log =
                    CompletableFuture.supplyAsync(() -> get(SHOP + "/pushes/1/log?follow=true"));
            CompletableFuture<HttpResponse<String>> page = CompletableFuture.supplyAsync(() -> get("/shop/pushes/1"));

            built.countDown();

            assertThat(log.get(30, TimeUnit.SECONDS).body()).contains("push 1 is live in ");
            assertThat(log.get().headers().firstValue("Longshore-Push-State")).isPresent();
            assertThat(page.get(30, TimeUnit.SECONDS).body()).contains("push 1 is live in ");
        }
    }

    @Test
    void aPushOfAnotherProjectIsNotShown() throws Exception {
        deploy();
        GitClient other = server.git("blog", "asha", Role.DEPLOYER);
        SampleProject.write(other, "1").commit("One");
        other.push("master");

        assertThat(server.get("/blog/pushes/1", token).statusCode()).isEqualTo(404);
        assertThat(server.get("/api/v1/projects/blog/environments/hasura/pushes/1/log", token)
                        .statusCode())
                .isEqualTo(404);
    }

    private GitClient deploy() {
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        SampleProject.write(git, "1").commit("One");
        GitClient.Result result = git.push("master");
        assertThat(result.exitCode()).as(result.text()).isZero();
        return git;
    }

    /** A client that has got the head of the answer. */
    private Socket follow() throws IOException {
        Socket client =
                new Socket(InetAddress.getLoopbackAddress(), server.server().port());
        client.getOutputStream()
                .write(("GET " + SHOP + "/microservices/api/logs?follow=true HTTP/1.1\r\nHost: localhost\r\n"
                                + "Authorization: Bearer " + token + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        String head = new String(client.getInputStream().readNBytes(15), StandardCharsets.US_ASCII);
        assertThat(head).isEqualTo("HTTP/1.1 200 OK");
        return client;
    }

    private HttpResponse<String> get(String path) {
        try {
            return server.get(path, token);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
