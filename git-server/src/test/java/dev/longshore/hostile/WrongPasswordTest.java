package dev.longshore.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.longshore.server.access.FailedLogins;
import dev.longshore.server.access.Role;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Guessing tokens is slow and seen, and costs nobody but who guesses. */
class WrongPasswordTest {
    private static final int GUESSES = 3000;

    @TempDir
    Path directory;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory);
        log.start();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(log);
    }

    @AfterEach
    void stop() throws IOException {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).detachAppender(log);
        server.close();
    }

    @Test
    void wrongTokensByTheThousandAreSlowedDownAndFillNoLog() throws IOException {
        List<String> heads = guess(GUESSES);

        assertThat(heads.get(0)).startsWith("HTTP/1.1 401 ");
        assertThat(heads.get(GUESSES - 1)).startsWith("HTTP/1.1 429 ").containsPattern("Retry-After: [1-9]");
        assertThat(heads.stream()
                        .filter(head -> head.startsWith("HTTP/1.1 401 "))
                        .count())
                .isLessThan(50);
        assertThat(log.list.stream().filter(event -> event.getLoggerName().equals(FailedLogins.class.getName())))
                .hasSizeBetween(1, 2);
        assertThat(log.list.toString()).doesNotContain("lsh_guess");
    }

    /** All clients of this machine have the same address, and anyone may use anyone's name. */
    @Test
    void aValidTokenPassesWhateverOthersHaveGuessed() throws Exception {
        GitClient git = server.git("shop", "asha", Role.ADMIN);
        git.write("a.txt", "a").commit("One");
        guess(100);

        assertThat(git.push("HEAD:feature").exitCode()).isZero();
    }

    /** Git asks without credentials first, and takes them from its user only after a 401. */
    @Test
    void whoHasNotGivenATokenYetIsStillAskedForOne() throws Exception {
        guess(100);

        RawHttp.Answer answer = RawHttp.ask(
                server,
                "GET /shop.git/info/refs?service=git-upload-pack HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer.head()).contains("WWW-Authenticate: Basic realm=\"Longshore\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic ",
                "Basic !!!!",
                "Basic Og==",
                "Basic YQ==",
                "Basic AAAA",
                "Bearer",
                "Bearer ",
                "Bearer lsh_",
                "Bearer ' OR 1=1 --",
                "Negotiate abc",
                "Digest username=\"asha\"",
                "lsh_token",
                "Basic YXNoYTo6Ojo6",
                "Bearer \u00ff\u00fe",
            })
    void whatIsNoTokenIsRefusedLikeAWrongOne(String header) throws IOException {
        RawHttp.Answer answer = RawHttp.ask(
                server,
                "GET /api/v1/user HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: " + header + "\r\n\r\n");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).contains("an access token is needed").doesNotContain("Exception");
    }

    private List<String> guess(int times) throws IOException {
        List<String> heads = new ArrayList<>();
        try (RawHttp connection = RawHttp.open(server)) {
            for (int i = 0; i < times; i++) {
                connection.send("HEAD /api/v1/user HTTP/1.1\r\nHost: localhost\r\n"
                        + RawHttp.basic("asha", "lsh_guess" + i) + "\r\n");
                heads.add(connection.head());
            }
        }
        return heads;
    }
}
