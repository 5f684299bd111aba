package dev.longshore.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.deployer.ClaimName;
import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.project.name.Namespace;
import dev.longshore.server.access.Role;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API lets whom do with claims. */
class ClaimsApiTest {
    private static final String CLAIMS = "/api/v1/projects/shop/environments/hasura/claims";
    private static final String DATA = CLAIMS + "/default/data";
    private static final ClaimName CLAIM = new ClaimName(Namespace.USER, "data");
    private static final String STORE = """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: apps/v1
              kind: Deployment
              metadata:
                name: cache
                namespace: '{{ cluster.metadata.namespaces.user }}'
              spec:
                selector:
                  matchLabels:
                    app: cache
                template:
                  metadata:
                    labels:
                      app: cache
                  spec:
                    containers:
                    - name: cache
                      image: redis:alpine
                      volumeMounts:
                      - name: data
                        mountPath: /data
                    volumes:
                    - name: data
                      persistentVolumeClaim:
                        claimName: data
            - apiVersion: v1
              kind: PersistentVolumeClaim
              metadata:
                name: data
                namespace: '{{ cluster.metadata.namespaces.user }}'
              spec:
                accessModes: [ReadWriteOnce]
                resources:
                  requests:
                    storage: 1Gi
            """;

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private TestServer server;
    private GitClient git;
    private String admin = "";

    @BeforeEach
    void deploy() throws Exception {
        server = TestServer.start(directory);
        admin = server.token("ada", Role.ADMIN);
        git = SampleProject.write(server.git("shop", "asha", Role.DEPLOYER), "1");
        git.write("microservices/cache/k8s.yaml", STORE);
        git.commit("First");
        GitClient.Result push = git.push("master");
        assertThat(push.exitCode()).as(push.text()).isZero();
        server.cluster().data().put(CLAIM, "the data");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void claimsAreListedWithTheirUsersAndSinceWhenTheyHaveNone() throws Exception {
        String viewer = server.token("vera", Role.VIEWER);

        assertThat(server.get(CLAIMS, viewer).body())
                .isEqualTo("{\"claims\":[{\"name\":\"data\",\"namespace\":\"default\",\"sizeBytes\":8,"
                        + "\"usedBy\":[\"cache\"]}]}");

        git.succeed("rm", "-q", "-r", "microservices/cache");
        git.commit("Without the store");
        assertThat(git.push("master").exitCode()).isZero();
        assertThat(server.get(CLAIMS, viewer).body()).containsPattern("\"usedBy\":\\[],\"unusedSince\":\"20");
    }

    @ParameterizedTest
    @EnumSource(names = {"DEPLOYER", "VIEWER"})
    void onlyAnAdministratorMayTouchData(Role role) throws Exception {
        String token = server.token("dora", role);

        assertThat(server.send("POST", DATA + "/backup", token, "{}").statusCode())
                .isEqualTo(403);
        assertThat(server.send("DELETE", DATA, token, "").statusCode()).isEqualTo(403);
        assertThat(restore(token, "application/gzip", gzip("x")).statusCode()).isEqualTo(403);
        assertThat(server.get(DATA + "/data", token).statusCode()).isEqualTo(403);
        assertThat(server.cluster().data().text(CLAIM)).contains("the data");
    }

    @Test
    void aBackupIsACompressedCopyAndStopsWhatRunsOnlyWhenAsked() throws Exception {
        HttpResponse<byte[]> backup = backUp("{}");

        assertThat(backup.statusCode()).isEqualTo(200);
        assertThat(gunzip(backup.body())).isEqualTo("the data");
        assertThat(server.cluster().data().done()).isEmpty();

        assertThat(gunzip(backUp("{\"stop\":true}").body())).isEqualTo("the data");
        assertThat(server.cluster().data().done()).containsExactly("stopped release 1");
        assertThat(backUp("{\"stop\":\"yes\"}").statusCode()).isEqualTo(400);
    }

    @Test
    void aRestoreReplacesTheDataAndRestartsWhatUsesIt() throws Exception {
        assertThat(server.get(DATA + "/data", admin).statusCode()).isEqualTo(204);
        assertThat(restore(admin, "application/gzip", gzip("other data")).statusCode())
                .isEqualTo(204);

        assertThat(server.cluster().data().text(CLAIM)).contains("other data");
        assertThat(server.cluster().data().done()).containsExactly("restarted release 1", "closed");
    }

    @Test
    void anArchiveThatIsNotWholeOrOfAnotherTypeChangesNothing() throws Exception {
        byte[] whole = gzip("other data");

        assertThat(restore(admin, "application/gzip", Arrays.copyOf(whole, whole.length - 6))
                        .statusCode())
                .isEqualTo(400);
        assertThat(restore(admin, "application/gzip", new byte[0]).body()).contains("isn't a .tar.gz");
        assertThat(restore(admin, "application/gzip", "plain text".getBytes(StandardCharsets.UTF_8))
                        .body())
                .contains("isn't a .tar.gz");
        assertThat(restore(admin, "text/plain", whole).statusCode()).isEqualTo(415);
        assertThat(server.cluster().data().text(CLAIM)).contains("the data");
    }

    @Test
    void aClaimIsRemovedOnceTheLiveReleaseDoesNotUseIt() throws Exception {
        assertThat(server.send("DELETE", DATA, admin, "").statusCode()).isEqualTo(409);

        git.succeed("rm", "-q", "-r", "microservices/cache");
        git.commit("Without the store");
        assertThat(git.push("master").exitCode()).isZero();

        assertThat(server.send("DELETE", DATA, admin, "").statusCode()).isEqualTo(204);
        assertThat(server.send("DELETE", DATA, admin, "").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/default/other", "/kube-system/data", "/default/..%2fdata", "/default/Data"})
    void whatIsNoClaimIsNotFound(String path) throws Exception {
        assertThat(server.send("DELETE", CLAIMS + path, admin, "").statusCode()).isIn(400, 404);
    }

    @Test
    void whileAPushRollsOutDataStaysAsItIs() throws Exception {
        CountDownLatch rollingOut = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        server.cluster().answer(() -> {
            rollingOut.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new RolloutOutcome.Live();
        });
        git.write("microservices/api/version", "2");
        git.commit("Second");
        try (GitClient.Running push = git.start("push", "hasura", "master")) {
            rollingOut.await();

            for (HttpResponse<String> refused : List.of(
                    server.get(DATA + "/data", admin), restore(admin, "application/gzip", gzip("other data")))) {
                assertThat(refused.statusCode()).isEqualTo(409);
                assertThat(refused.body()).contains("shop is being changed at the moment; try again when that is done");
            }
            goOn.countDown();
            assertThat(push.await().exitCode()).isZero();
        }
        assertThat(server.cluster().data().text(CLAIM)).contains("the data");
    }

    private HttpResponse<byte[]> backUp(String body) throws IOException, InterruptedException {
        return http.send(
                request(admin, DATA + "/backup", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private HttpResponse<String> restore(String token, String type, byte[] archive)
            throws IOException, InterruptedException {
        return http.send(
                request(token, DATA + "/data", type)
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(archive))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String token, String path, String type) {
        return HttpRequest.newBuilder(URI.create(server.server().url() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String gunzip(byte[] bytes) throws IOException {
        return new String(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
