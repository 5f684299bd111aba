package dev.longshore.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.access.Role;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.SampleProject;
import dev.longshore.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server reads Git's objects, in which a symbolic link is a text: it is never followed. */
class SymlinkTest {
    private static final AtomicInteger PROJECTS = new AtomicInteger();

    @TempDir
    static Path directory;

    private static TestServer server;

    private GitClient git;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(directory);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void project() {
        git = SampleProject.write(server.git("p" + PROJECTS.incrementAndGet(), "asha", Role.ADMIN), "1");
    }

    @ParameterizedTest
    @CsvSource({
        "hasura.yaml, /etc/passwd",
        "conf/ci.yaml, ../../../../../../../../etc/passwd",
        "conf/ci.yaml, ci.yaml",
        "conf/routes.yaml, ../microservices/api/k8s.yaml",
        "clusters.yaml, /proc/self/environ",
        "microservices/api/k8s.yaml, /etc/passwd",
        "microservices/api/Dockerfile, /etc/passwd",
        "microservices/api/Dockerfile, ../cache/k8s.yaml",
    })
    void aFileThatTheServerReadsMustNotBeALink(String path, String target) throws IOException {
        int built = server.builder().built().size();
        link(path, target);

        GitClient.Result result = push();

        assertThat(result.exitCode()).as(result.text()).isNotZero();
        assertThat(result.text())
                .containsPattern("symbolic link|there is no Dockerfile")
                .contains(path.contains("Dockerfile") ? "conf/ci.yaml:" : path)
                .doesNotContain("root:", "internal error", "Exception");
        assertThat(server.builder().built()).hasSize(built);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc", "../..", "."})
    void aDirectoryThatTheServerReadsMustNotBeALink(String target) throws IOException {
        int built = server.builder().built().size();
        for (String path : List.of("conf", "microservices/api")) {
            link(path, target);
        }

        GitClient.Result result = push();

        String reason = ": this is a symbolic link, which isn't followed; put the directory itself here";
        Refusal.assertRefused(result, "conf" + reason, "microservices/api" + reason);
        assertThat(server.builder().built()).hasSize(built);
    }

    @Test
    void linksInABuildContextDeploy() throws IOException {
        link("microservices/api/a", "/etc/passwd");
        link("microservices/api/b", "../../../..");
        link("microservices/api/loop", "loop");
        link("microservices/api/nowhere", "x/".repeat(1000));

        GitClient.Result result = push();

        assertThat(result.exitCode()).as(result.text()).isZero();
        assertThat(result.text()).doesNotContain("root:");
    }

    private GitClient.Result push() {
        git.commit("Links");
        return git.push("master");
    }

    private void link(String path, String target) throws IOException {
        Path file = git.work().resolve(path);
        if (Files.exists(file)) {
            try (Stream<Path> below = Files.walk(file)) {
                for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        Files.createSymbolicLink(file, Path.of(target));
    }
}
