package dev.longshore.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.builder.BuildOutcome;
import dev.longshore.deployer.RolloutOutcome;
import dev.longshore.engine.EngineException;
import dev.longshore.project.progress.Progress;
import dev.longshore.server.access.Role;
import dev.longshore.server.testing.CapturedLog;
import dev.longshore.server.testing.FakeBuilder;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No secret that a push knows is shown by anything that tells of it: terminal, log, journal. */
class SecretsInLogsTest {
    private static final String VALUE = "hunter2/hunter2";
    private static final String ENCODED = Base64.getEncoder().encodeToString(VALUE.getBytes(StandardCharsets.UTF_8));
    private static final String SHOP = "/api/v1/projects/shop/environments/hasura";

    @TempDir
    Path directory;

    private TestServer server;
    private GitClient git;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory);
        git = SampleProject.write(server.git("shop", "asha", Role.DEPLOYER), "1");
        writeSecret("keys", "stringData", VALUE);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void whatABuildPrintsIsMaskedInEveryFormAndWhyItFailedToo() throws Exception {
        server.builder().set((planned, progress) -> {
            print(progress);
            return new BuildOutcome.Failed("api: step 2/2 \"RUN " + "x".repeat(100) + VALUE + "\" failed");
        });
        git.commit("Begin");

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.remote()).contains("  api | key=*** ***", "  api | curl https://asha:***@example.org/***");
        assertThat(result.text()).contains("[remote rejected]").contains("***");
        assertNothingLeaked(result);
    }

    @Test
    void whyARolloutFailedIsMasked() throws Exception {
        git.write("microservices/keys/k8s.yaml", secret("keys", "data", ENCODED))
                .commit("Begin");
        server.cluster().answer(() -> new RolloutOutcome.Restored("api never became ready: it says " + VALUE + "."));

        GitClient.Result result = git.push("master");

        assertThat(result.verdict()).endsWith("failed: api never became ready: it says ***.");
        assertNothingLeaked(result);
    }

    @Test
    void secretsOfTheLiveReleaseStayMaskedWhileTheyAreReplacedAndInTheSubject() throws Exception {
        git.commit("Begin");
        assertThat(git.push("master").exitCode()).isZero();
        writeSecret("keys", "stringData", "something else");
        git.write("microservices/api/version", "2").commit("Stop using " + VALUE);
        server.builder().set((planned, progress) -> {
            print(progress);
            return FakeBuilder.available(planned.reference());
        });

        GitClient.Result result = git.push("master");

        assertThat(result.exitCode()).isZero();
        assertThat(result.remote().get(0)).contains("\"Stop using ***\"");
        assertNothingLeaked(result);
    }

    @Test
    void thePasswordOfAPullSecretIsMaskedByItself() throws Exception {
        String auth = Base64.getEncoder().encodeToString(("asha:" + VALUE).getBytes(StandardCharsets.UTF_8));
        String config = "'{\"auths\": {\"ghcr.io\": {\"auth\": \"" + auth + "\"}}}'";
        git.write(
                        "microservices/keys/k8s.yaml",
                        secret("keys", "stringData", config).replace("  key:", "  .dockerconfigjson:"))
                .commit("Begin");
        server.builder().withhold("redis:alpine", "cache: the registry says no to " + VALUE + " and " + auth);

        GitClient.Result result = git.push("master");

        assertThat(result.verdict()).contains("cache: the registry says no to *** and ***");
        assertThat(result.text()).doesNotContain(auth);
        assertNothingLeaked(result);
    }

    @Test
    void aFileWithASecretThatCanNotBeReadIsNotShown() throws Exception {
        git.write("microservices/keys/k8s.yaml", secret("keys", "data", "'" + VALUE + "!'"))
                .commit("Begin");

        GitClient.Result result = git.push("master");

        assertThat(result.text()).contains("must be base64");
        assertNothingLeaked(result);
    }

    @Test
    void theServersOwnLogQuotesNoSecretOfAnErrorNorOfARepair() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            git.commit("Begin");
            assertThat(git.push("master").exitCode()).isZero();
            git.write("microservices/api/version", "2").commit("Go on");
            server.cluster().repairWith("api was started again with --key=" + VALUE);
            server.cluster().answer(() -> {
                throw new EngineException("exec [\"api\", \"" + VALUE + "\"]", new IOException("key " + ENCODED));
            });

            GitClient.Result result = git.push("master");

            assertThat(log.text())
                    .contains("--key=***", "EngineException: exec [\"api\", \"***\"]", "IOException: key ***")
                    .contains("at dev.longshore.server.push.step.RolloutStep")
                    .doesNotContain("hunter2", ENCODED);
            assertNothingLeaked(result);
        }
    }

    private static void print(Progress progress) {
        progress.output("api", "key=" + VALUE + " " + ENCODED);
        progress.output("api", "curl https://asha:pw@example.org/hunter2%2fhunter2");
        progress.output("api", "hunter\033[31m2/hun\033[0mter2");
    }

    private void writeSecret(String name, String field, String value) {
        git.write("microservices/keys/k8s.yaml", secret(name, field, value));
    }

    private static String secret(String name, String field, String value) {
        return """
                apiVersion: v1
                kind: Secret
                metadata:
                  name: %s
                  namespace: '{{ cluster.metadata.namespaces.user }}'
                %s:
                  key: %s
                """.formatted(name, field, value);
    }

    private void assertNothingLeaked(GitClient.Result result) throws Exception {
        String viewer = server.token("vera", Role.VIEWER);
        String api = server.get(SHOP + "/pushes", viewer).body()
                + server.get(SHOP + "/pushes/1/log", viewer).body()
                + server.get("/shop/pushes/1", viewer).body();
        String stored;
        try (Stream<Path> logs = Files.walk(server.data().resolve("logs"))) {
            stored = logs.filter(Files::isRegularFile)
                    .map(SecretsInLogsTest::read)
                    .collect(Collectors.joining());
        }
        assertThat(stored).contains("push 1 to shop");
        for (String text : new String[] {result.text(), api, stored}) {
            assertThat(text.replaceAll("\033\\[[0-9;]*m", "")).doesNotContain("hunter2", ENCODED);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
