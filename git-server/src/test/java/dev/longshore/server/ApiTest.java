package dev.longshore.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.access.Role;
import dev.longshore.server.testing.Await;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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
                .contains("{\"name\":\"platform-sync\",\"namespace\":\"hasura\",\"status\":\"Running\"");
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
    void pushesAreListedNewestFirst() throws Exception {
        GitClient git = deploy();
        git.push("HEAD:feature");

        String body = server.get(SHOP + "/pushes?limit=2", token).body();

        assertThat(body)
                .startsWith("{\"pushes\":[{\"id\":2,\"state\":\"stored\",\"branch\":\"feature\"")
                .contains("{\"id\":1,\"state\":\"live\",\"branch\":\"master\",\"commit\":\"" + git.head()
                        + "\",\"subject\":\"One\",\"by\":\"asha\",\"release\":1,\"startedAt\":\"20")
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

    private HttpResponse<String> get(String path) {
        try {
            return server.get(path, token);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
