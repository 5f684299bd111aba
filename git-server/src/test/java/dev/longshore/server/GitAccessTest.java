package dev.longshore.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.access.Role;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in by Git, where to, and which refs are theirs. */
class GitAccessTest {
    @TempDir
    Path directory;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aWrongTokenIsToldAsAFailedAuthentication() {
        GitClient git = server.git("shop", "asha", Role.ADMIN).as("lsh_wrong");
        git.write("a.txt", "a").commit("One");

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text()).contains("Authentication failed").doesNotContain("lsh_wrong");
    }

    @Test
    void aViewerMayFetchButNotPush() {
        GitClient asha = server.git("shop", "asha", Role.DEPLOYER);
        asha.write("a.txt", "a").commit("One");
        asha.push("HEAD:feature");
        GitClient viewer = asha.as(server.token("vera", Role.VIEWER));

        GitClient.Result fetch = viewer.run("fetch", "hasura");
        GitClient.Result push = viewer.push("HEAD:other");

        assertThat(fetch.exitCode()).isZero();
        assertThat(push.exitCode()).isNotZero();
        assertThat(push.verdict()).isEqualTo("vera is a viewer and may not push");
    }

    @Test
    void aViewerMakesNoProject() {
        GitClient viewer = server.git("shop", "vera", Role.VIEWER);
        viewer.write("a.txt", "a").commit("One");

        assertThat(viewer.push("master").exitCode()).isNotZero();
        assertThat(server.data().resolve("repositories/shop.git")).doesNotExist();
    }

    @Test
    void aProjectThatDoesNotExistCanNotBeFetched() {
        GitClient git = server.git("shop", "asha", Role.ADMIN);

        GitClient.Result result = git.run("fetch", "hasura");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.verdict()).startsWith("there is no project \"shop\" here");
        assertThat(result.text()).contains("not found");
    }

    /** Any web page can make a browser that remembers the token send these. */
    @ParameterizedTest
    @CsvSource({
        "GET, /shop.git/info/refs?service=git-receive-pack, text/plain",
        "GET, /shop.git/git-receive-pack, text/plain",
        "POST, /shop.git/git-receive-pack, text/plain",
        "POST, /shop.git/info/refs?service=git-receive-pack, text/plain"
    })
    void whatAPageCanMakeABrowserSendMakesNoProject(String method, String path, String contentType) throws Exception {
        String token = server.token("asha", Role.ADMIN);

        raw(method, path, "Content-Type: " + contentType + "\r\nContent-Length: 0\r\n", token);

        assertNoProject(token);
    }

    @Test
    void aDryRunOfAFirstPushWorksAndMakesNoProject() throws Exception {
        GitClient git = server.git("shop", "asha", Role.ADMIN);
        git.write("a.txt", "a").commit("One");

        GitClient.Result result = git.run("push", "--dry-run", "hasura", "master");

        assertThat(result.exitCode()).as(result.text()).isZero();
        assertThat(result.text()).contains("[new branch]");
        assertNoProject(server.token("vera", Role.VIEWER));
    }

    @Test
    void aFirstPushThatIsTooLargeForOneRequestMakesItsProject() throws Exception {
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        git.write("a.txt", "a").commit("One");

        GitClient.Result result = git.run("-c", "http.postBuffer=1", "push", "hasura", "HEAD:feature");

        assertThat(result.exitCode()).as(result.text()).isZero();
        assertThat(server.data().resolve("repositories/shop.git")).isDirectory();
    }

    @Test
    void anotherEnvironmentIsRefusedAsNotAvailableYet() {
        GitClient git = server.git("shop/staging", "asha", Role.ADMIN);
        git.write("a.txt", "a").commit("One");

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.verdict()).contains("aren't available yet");
    }

    @Test
    void theDefaultEnvironmentMayBeNamed() {
        GitClient git = server.git("shop/hasura", "asha", Role.ADMIN);
        git.write("a.txt", "a").commit("One");

        assertThat(git.push("HEAD:feature").exitCode()).isZero();
        assertThat(server.data().resolve("repositories/shop.git")).isDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../longshore.db.git/info/refs",
                "/%2e%2e/shop.git/info/refs",
                "/..%2fshop.git/info/refs",
                "/shop%00.git/info/refs",
                "/Shop.git/info/refs",
                "/shop_1.git/info/refs",
                "/-shop.git/info/refs",
                "/.git/info/refs",
                "/~root.git/info/refs",
                "/shop/staging/more.git/info/refs",
                "//etc/passwd.git/info/refs",
                "/c:\\shop.git/info/refs",
                "/shop.git/HEAD",
                "/shop.git/objects/info/packs",
                "/shop.git/config",
                "/api/v1/shop.git/info/refs"
            })
    void aPathThatIsNoRepositoryLeadsNowhere(String path) throws IOException {
        String token = server.token("asha", Role.ADMIN);

        String status = rawStatus(path + "?service=git-receive-pack", token);

        assertThat(status).matches("HTTP/1.1 (400|404) .*");
        try (Stream<Path> repositories = Files.list(server.data().resolve("repositories"))) {
            assertThat(repositories).isEmpty();
        }
    }

    @Test
    void aRequestWithoutATokenIsAskedForOne() throws IOException {
        List<String> response = raw("/shop.git/info/refs?service=git-upload-pack", "");

        assertThat(response.get(0)).startsWith("HTTP/1.1 401 ");
        assertThat(response).contains("WWW-Authenticate: Basic realm=\"Longshore\"");
    }

    @Test
    void theServersOwnRefsAreNeitherShownNorPushed() {
        GitClient git = server.git("shop", "asha", Role.ADMIN);
        git.write("a.txt", "a").commit("One");
        git.push("master");

        GitClient.Result listed = git.succeed("ls-remote", "hasura");
        GitClient.Result pushed = git.push("HEAD:refs/longshore/push/7");

        assertThat(server.data().resolve("repositories/shop.git/refs/longshore/push/1"))
                .exists();
        assertThat(listed.text()).doesNotContain("refs/longshore");
        assertThat(pushed.exitCode()).isNotZero();
        assertThat(pushed.text()).contains("remote rejected").contains("only branches and tags can be pushed");
    }

    @Test
    void anotherBranchIsStoredAndSaidToDeployNothing() {
        GitClient git = server.git("shop", "asha", Role.ADMIN);
        String commit = git.write("a.txt", "a").commit("One");

        GitClient.Result result = git.push("HEAD:feature/x");

        assertThat(result.exitCode()).isZero();
        assertThat(result.verdict())
                .isEqualTo("push 1: stored branch feature/x. Only master or main deploys; nothing was deployed.");
        assertThat(git.succeed("ls-remote", "hasura", "feature/x").text()).contains(commit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"master/foo", "main/foo"})
    void aBranchThatWouldKeepTheDeployBranchFromBeingMadeIsRefused(String name) {
        GitClient git = server.git("shop", "asha", Role.DEPLOYER);
        git.write("a.txt", "a").commit("One");

        GitClient.Result result = git.push("HEAD:refs/heads/" + name);

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text()).contains("(a branch can't be below master or main, which deploy");
        assertThat(git.succeed("ls-remote", "hasura").lines()).isEmpty();
    }

    @Test
    void aProjectWithErrorsIsRefusedWithWhereTheyAre() {
        GitClient git = server.git("shop", "asha", Role.ADMIN);
        git.write("README.md", "nothing here").commit("One");

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.remote().get(0)).startsWith("push 1 to shop (hasura), ");
        assertThat(result.verdict()).isEqualTo("push 1 refused: 1 error in the project, nothing built.");
        assertThat(result.text()).contains("remote rejected] master -> master (1 error in the project, nothing built)");
        assertThat(git.succeed("ls-remote", "hasura", "master").lines()).isEmpty();
    }

    private String rawStatus(String path, String token) throws IOException {
        return raw(path, token).get(0);
    }

    private void assertNoProject(String token) throws Exception {
        assertThat(server.data().resolve("repositories")).isEmptyDirectory();
        assertThat(server.get("/api/v1/projects/shop/environments/hasura/pushes", token)
                        .statusCode())
                .isEqualTo(404);
    }

    private List<String> raw(String path, String token) throws IOException {
        return raw("GET", path, "", token);
    }

    /** Sends a request as it is, as HTTP clients tidy paths up. */
    private List<String> raw(String method, String path, String headers, String token) throws IOException {
        String credentials = Base64.getEncoder().encodeToString(("asha:" + token).getBytes(StandardCharsets.UTF_8));
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.server().port())) {
            socket.getOutputStream()
                    .write((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                                    + "Authorization: Basic " + credentials + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
