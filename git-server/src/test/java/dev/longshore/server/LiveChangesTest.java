package dev.longshore.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.project.manifest.Manifest;
import dev.longshore.project.release.Release;
import dev.longshore.project.yaml.YamlJson;
import dev.longshore.server.access.Role;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of what is live that bring no commit: restart, scale, remove. */
class LiveChangesTest {
    private static final String SHOP = "/api/v1/projects/shop/environments/hasura";
    private static final String MARK = "kubectl.kubernetes.io/restartedAt";

    @TempDir
    Path directory;

    private TestServer server;
    private GitClient git;
    private String first;
    private String token;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory);
        git = server.git("shop", "asha", Role.DEPLOYER);
        first = SampleProject.write(git, "1").commit("One");
        git.push("master");
        token = server.token("asha", Role.DEPLOYER);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void scalingIsAReleaseOfTheSameCommit() throws Exception {
        String log = change("POST", "/api/scale", "{\"replicas\":3}");

        assertThat(log)
                .startsWith("push 2 to shop (hasura), scale api to 3 replicas")
                .contains("release  2          1 object changed: Deployment/api")
                .contains("The next push brings back as many replicas of api as its manifest says.");
        assertThat(verdict(log))
                .matches("push 2 is live in .* as release 2 \\(api has 3 replicas, had 1\\)\\."
                        + " Undo: git push hasura HEAD:refs/do/rollback/1");
        assertThat(object(newest(), "api")).contains("\"replicas\":3");
        assertThat(newest().commit()).isEqualTo(first);
        assertThat(git.tip("master")).isEqualTo(first);
        assertThat(server.pushes())
                .contains("\"id\":2,\"state\":\"live\",\"kind\":\"scale\"")
                .contains("\"subject\":\"scale api to 3 replicas\",\"by\":\"asha\",\"release\":2");
    }

    @Test
    void theNextPushBringsBackWhatTheRepositorySays() throws Exception {
        change("POST", "/api/scale", "{\"replicas\":3}");
        SampleProject.write(git, "2").commit("Two");

        GitClient.Result push = git.push("master");

        assertThat(push.exitCode()).as(push.text()).isZero();
        assertThat(push.remote())
                .anyMatch(line ->
                        line.endsWith("api        1 replica again, as its manifest says: a command had made it 3"));
        assertThat(object(newest(), "api")).contains("\"replicas\":1");
    }

    @Test
    void scalingToWhatIsThereChangesNothing() throws Exception {
        String log = change("POST", "/api/scale", "{\"replicas\":1}");

        assertThat(verdict(log)).isEqualTo("push 2: that is how it is already. Release 1 stays live.");
        assertThat(server.cluster().rolledOut()).hasSize(1);
        assertThat(server.pushes()).contains("\"id\":2,\"state\":\"unchanged\"");
    }

    @Test
    void aRestartMakesNewPodsOnceAndNotAgainAtTheNextPush() throws Exception {
        change("POST", "/api/restart", "{}");
        String restarted = object(newest(), "api");
        git.write("README.md", "Hello").commit("Two");

        GitClient.Result push = git.push("master");

        assertThat(restarted).contains("\"template\":{\"metadata\":{").contains(MARK);
        assertThat(object(newest(), "cache")).doesNotContain(MARK);
        assertThat(push.verdict()).contains("nothing in this commit changes what runs");
        assertThat(server.cluster().rolledOut()).hasSize(2);
    }

    @Test
    void whatWasRestartedKeepsItsMarkInTheReleasesThatFollow() throws Exception {
        change("POST", "/cache/restart", "{}");
        String restarted = object(newest(), "cache");
        SampleProject.write(git, "2").commit("Two");
        git.push("master");

        assertThat(object(newest(), "cache")).isEqualTo(restarted);
        git.push("HEAD:refs/do/rollback/1");
        assertThat(object(newest(), "cache")).isEqualTo(restarted);
    }

    @Test
    void aRemovalTakesServicesRoutesAndImagesAlong() throws Exception {
        String log = change("DELETE", "/api", "");

        assertThat(log)
                .contains("2 objects removed: Deployment/api, Service/api; routes changed")
                .contains("A push whose commit has api brings it back.");
        assertThat(verdict(log)).contains("as release 2 (api removed). Undo: ");
        assertThat(newest().objects())
                .extracting(object -> object.key().toString())
                .containsExactly("Deployment/cache");
        assertThat(newest().routes()).isEmpty();
        assertThat(newest().images()).containsOnlyKeys("redis:alpine");
        assertThat(server.get(SHOP + "/microservices", token).body()).doesNotContain("\"name\":\"api\"");
    }

    @Test
    void whatWasRemovedComesBackWithTheNextPushAndARollback() throws Exception {
        change("DELETE", "/api", "");
        GitClient.Result rollback = git.push("HEAD:refs/do/rollback/1");
        assertThat(rollback.exitCode()).as(rollback.text()).isZero();
        assertThat(newest().objects()).hasSize(3);
        change("DELETE", "/api", "");
        git.write("README.md", "Hello").commit("Two");

        GitClient.Result push = git.push("master");

        assertThat(push.exitCode()).as(push.text()).isZero();
        assertThat(push.remote()).anyMatch(line -> line.endsWith("api        comes back: a command had removed it"));
        assertThat(newest().objects()).hasSize(3);
    }

    @Test
    void aChangeWaitsForThePushBeforeItAndChangesWhatThatMadeLive() throws Exception {
        CountDownLatch built = server.builder().hold();
        String second = SampleProject.write(git, "2").commit("Two");
        try (GitClient.Running running = git.start("push", "hasura", "master")) {
            running.awaitLine("step 1 of 2");
            HttpResponse<String> accepted = send("POST", "/api/scale", "{\"replicas\":2}");
            assertThat(accepted.body()).isEqualTo("{\"id\":3}");
            built.countDown();
            assertThat(running.await().exitCode()).isZero();
        }

        String log = follow(3);

        assertThat(log).contains("push 3 waits for push 2 by asha");
        assertThat(newest().commit()).isEqualTo(second);
        assertThat(object(newest(), "api")).contains("\"replicas\":2");
        assertThat(server.pushes()).contains("\"kind\":\"scale\",\"branch\":\"master\",\"commit\":\"" + second);
        assertThat(git.tip("master")).isEqualTo(second);
    }

    @Test
    void aChangeThatCanNotBeRolledOutFailsAndSaysWhatIsLive() throws Exception {
        server.cluster().answer(() -> new RolloutOutcome.Restored("api never became ready."));

        String log = change("POST", "/api/restart", "{}");

        assertThat(verdict(log)).isEqualTo("push 2 failed: api never became ready.");
        assertThat(log).contains("Nothing changed on the cluster: release 1 is live.");
    }

    @Test
    void whatCanNotBeChangedIsToldAtOnce() throws Exception {
        assertThat(problem("POST", "/apo/restart", "{}", 404))
                .contains("there is no microservice apo in namespace default; did you mean \\\"api\\\"?");
        assertThat(problem("POST", "/api/restart?namespace=hasura", "{}", 404))
                .contains("microservice api is in namespace default; add: -n default");
        assertThat(problem("POST", "/sshd/restart?namespace=hasura", "{}", 404))
                .contains("sshd is a part of Longshore itself");
        assertThat(problem("POST", "/api/scale", "{\"replicas\":101}", 400))
                .contains("replicas must be a number from 0 to 100");
        assertThat(problem("POST", "/api/restart?namespace=kube-system", "{}", 400))
                .contains("namespace must be user, hasura or default");
        assertThat(server.pushes()).doesNotContain("\"id\":2");
    }

    @Test
    void aViewerChangesNothing() throws Exception {
        token = server.token("vera", Role.VIEWER);

        assertThat(problem("POST", "/api/scale", "{\"replicas\":2}", 403)).contains("vera may not do this");
        assertThat(problem("DELETE", "/api", "", 403)).contains("vera may not do this");
    }

    @Test
    void anEnvironmentWithoutAReleaseHasNothingToChange() throws Exception {
        GitClient blog = server.git("blog", "asha", Role.DEPLOYER);
        server.cluster().answer(() -> new RolloutOutcome.Restored("no."));
        SampleProject.write(blog, "1").commit("One");
        blog.push("master");

        HttpResponse<String> answer =
                server.send("POST", "/api/v1/projects/blog/environments/hasura/microservices/api/restart", token, "{}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("nothing is live here yet");
    }

    private String change(String method, String path, String body) throws Exception {
        HttpResponse<String> accepted = send(method, path, body);
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        return follow(Long.parseLong(accepted.body().replaceAll("[^0-9]", "")));
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return server.send(method, SHOP + "/microservices" + path, token, body);
    }

    private String problem(String method, String path, String body, int status) throws Exception {
        HttpResponse<String> answer = send(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    private String follow(long push) throws Exception {
        return server.get(SHOP + "/pushes/" + push + "/log?follow=true", token).body();
    }

    private static String verdict(String log) {
        List<String> lines = log.strip().lines().toList();
        return lines.get(lines.size() - 1);
    }

    private Release newest() {
        List<Release> releases = server.cluster().rolledOut();
        return releases.get(releases.size() - 1);
    }

    private static String object(Release release, String name) {
        return release.objects().stream()
                .filter(object -> object.key().toString().equals("Deployment/" + name))
                .map(Manifest::body)
                .map(YamlJson::write)
                .findFirst()
                .orElseThrow();
    }
}
