package dev.longshore.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.access.Role;
import dev.longshore.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request has one reading, and an answer's head holds nothing that a client has put there. */
class RequestSmugglingTest {
    private static final String TARGET = "/shop.git/git-receive-pack";

    @TempDir
    static Path directory;

    private static TestServer server;
    private static String token;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(directory);
        token = server.token("asha", Role.ADMIN);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nContent-Length: 40\r\n",
                "Content-Length: 4, 40\r\n",
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "Content-Length: 0x4\r\n",
                "Content-Length : 4\r\n",
                " Content-Length: 4\r\n",
                "X: a\r\n folded\r\n",
                "X\0: a\r\n",
                "X: a\0b\r\n",
                ": empty\r\n",
            })
    void aBodyWhoseLengthCouldBeReadInTwoWaysIsRefusedAndTheConnectionClosed(String headers) throws IOException {
        String smuggled = RawHttp.get("/api/v1/user", token);
        String request = "POST " + TARGET + " HTTP/1.1\r\nHost: localhost\r\n" + RawHttp.basic("asha", token)
                + "Content-Type: application/x-git-receive-pack-request\r\n" + headers + "\r\n0000" + smuggled;

        RawHttp.Answer answer = RawHttp.ask(server, request);

        assertThat(answer.status()).as(answer.text()).isIn(400, 501);
        assertThat(answer.text().split("HTTP/1.1 ", -1))
                .as("one answer, none to what was smuggled: " + answer.text())
                .hasSize(2);
        assertThat(server.data().resolve("repositories")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /healthz HTTP/1.1\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: a/../b\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: user@evil.example\r\n\r\n",
                "GET /healthz HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET /healthz\r\n\r\n",
                "GET\t/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "G\u00cbT /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
            })
    void whatIsNotHttpIsRefusedInOneLine(String request) throws IOException {
        RawHttp.Answer answer = RawHttp.ask(server, request);

        assertThat(answer.status()).as(answer.text()).isIn(400, 426, 505);
        assertThat(answer.text()).doesNotContain("Exception", "\tat ", "Jetty", "jetty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND", "DELETE", "PUT", "NONSENSE", "get"})
    void aMethodThatNobodyServesChangesNothingAndRepeatsNothing(String method) throws IOException {
        RawHttp.Answer answer = RawHttp.ask(
                server,
                RawHttp.get("/shop.git/info/refs?service=git-receive-pack", token)
                        .replaceFirst("GET", method));

        assertThat(answer.status()).as(answer.text()).isBetween(400, 505);
        assertThat(answer.text()).doesNotContain("Authorization");
        assertThat(server.data().resolve("repositories")).isEmptyDirectory();
    }

    @Test
    void headersThatNeverEndAreCutOff() throws IOException {
        RawHttp.Answer answer = RawHttp.ask(
                server, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(1_000_000) + "\r\n\r\n");

        assertThat(answer.status()).isIn(0, 431);
    }

    @Test
    void aTargetWithTheAddressOfAnotherServerLeadsNowhere() throws IOException {
        RawHttp.Answer answer = RawHttp.ask(
                server, RawHttp.get("http://evil.example/shop.git/info/refs?service=git-upload-pack", token));

        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.text()).doesNotContain("evil.example");
    }

    /** A link in an answer or a log that came from the Host header would be the attacker's. */
    @Test
    void noAnswerRepeatsTheHostHeader() throws IOException {
        for (String path : new String[] {"/", "/shop", "/api", "/api/v1/user", "/shop/pushes/1", "/shop.git/x"}) {
            RawHttp.Answer answer =
                    RawHttp.ask(server, RawHttp.get(path, token).replace("Host: localhost", "Host: evil.example"));

            assertThat(answer.text()).as(path).doesNotContain("evil.example");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/x%0d%0aSet-Cookie:%20a=b",
                "/x%0aSet-Cookie:a=b",
                "/api/v1/projects/x%0d%0aSet-Cookie:a=b/environments/hasura/pushes",
                "/shop.git/info/refs?service=git-upload-pack%0d%0aSet-Cookie:a=b",
                "/api/v1/user?x=%0d%0aSet-Cookie:a=b",
                "/x\rSet-Cookie:a=b",
            })
    void lineBreaksInATargetDoNotReachTheHeadOfTheAnswer(String target) throws IOException {
        RawHttp.Answer answer = RawHttp.ask(server, RawHttp.get(target, token));

        assertThat(answer.head()).as(answer.text()).noneMatch(line -> line.startsWith("Set-Cookie"));
    }

    @Test
    void theSoftwareOfTheServerIsNotNamed() throws IOException {
        for (String path : new String[] {"/healthz", "/nothing", "/shop.git/info/refs", "/%zz"}) {
            RawHttp.Answer answer = RawHttp.ask(server, RawHttp.get(path, token));

            assertThat(answer.text().toLowerCase(Locale.ROOT)).as(path).doesNotContain("jetty", "jgit/");
        }
    }
}
