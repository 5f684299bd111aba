package dev.longshore.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.access.Role;
import dev.longshore.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A repository's address is a name that is looked up, whatever its bytes try to be. */
class RepositoryPathTest {
    private static final String SERVICE = "/info/refs?service=git-receive-pack";

    @TempDir
    static Path directory;

    private static TestServer server;
    private static String token;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(directory.resolve("server"));
        server = TestServer.start(directory.resolve("server"));
        token = server.token("asha", Role.ADMIN);
        // A repository outside of the data directory that a traversal could find.
        server.git("decoy", "asha", Role.ADMIN).succeed("init", "-q", "--bare", directory + "/decoy.git");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../decoy.git",
                "/../../decoy.git",
                "/../../../decoy.git",
                "/shop/../../decoy.git",
                "/shop/..;/..;/decoy.git",
                "/%2e%2e/%2e%2e/decoy.git",
                "/.%2e/%2E./decoy.git",
                "/..%2f..%2fdecoy.git",
                "/..%5c..%5cdecoy.git",
                "/..\\..\\decoy.git",
                "/%252e%252e%252fdecoy.git",
                "/%c0%ae%c0%ae/decoy.git",
                "/%u002e%u002e/decoy.git",
                "/..%00/decoy.git",
                "/decoy%00.git",
                "/decoy\0.git",
                "/decoy.git%00",
                "/~root/decoy.git",
                "/~/decoy.git",
                "//decoy.git",
                "///etc/passwd.git",
                "/file:///decoy.git",
                "/c:/decoy.git",
                "/\\\\host\\share.git",
                "/decoy.git;jsessionid=1",
                "/decoy;jsessionid=1.git",
                "/;/decoy.git",
                "/decoy .git",
                "/decoy%20.git",
                "/decoy%0a.git",
                "/decoy%0d%0aSet-Cookie:x.git",
                "/decoy%7f.git",
                "/d\u00e9coy.git",
                "/d%c3%a9coy.git",
                "/d%e2%80%aeyoc.git",
                "/%ff%fe.git",
                "/%zz.git",
                "/%",
                "/.git",
                "/..git",
                "/-decoy.git",
                "/decoy-.git",
                "/--upload-pack=x.git",
                "/$(id).git",
                "/decoy.git/../decoy.git",
                "/decoy.git/.git",
                "/decoy/x/y.git",
                "/new-decoy.git/",
            })
    void noPathLeadsOutOfTheRepositories(String path) throws IOException {
        Set<String> before = files();

        RawHttp.Answer answer = RawHttp.ask(server, RawHttp.get(path + SERVICE, token));

        assertThat(answer.status()).as(answer.text()).isIn(400, 404);
        assertThat(answer.body().strip().lines()).as("one clear message").hasSize(1);
        assertThat(answer.body()).doesNotContain("<h", "<body", "Exception", "\tat ", directory.toString());
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aPathThatIsTooLongIsRefusedBeforeItIsReadToItsEnd() throws IOException {
        RawHttp.Answer answer = RawHttp.ask(server, RawHttp.get("/" + "a".repeat(1_000_000) + ".git" + SERVICE, token));

        // The server stops reading, so the client may lose the answer with what it still sends.
        assertThat(answer.status()).isIn(0, 414, 431);
        assertThat(RawHttp.ask(server, RawHttp.get("/healthz", token)).status()).isEqualTo(200);
    }

    @Test
    void aNameOfTheGreatestLengthIsUsedAndALongerOneRefused() throws IOException {
        assertThat(ask("/" + "a".repeat(31) + ".git").status()).isEqualTo(200);
        assertThat(ask("/" + "a".repeat(64) + ".git").status()).isEqualTo(404);
        assertThat(ask("/" + "a".repeat(4000) + ".git").status()).isEqualTo(404);
    }

    private static RawHttp.Answer ask(String path) throws IOException {
        return RawHttp.ask(server, RawHttp.get(path + SERVICE, token));
    }

    private static Set<String> files() throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.map(path -> directory.relativize(path).toString())
                    .filter(path -> !path.contains("longshore.db"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
