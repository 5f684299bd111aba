package dev.longshore.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.server.access.Role;
import dev.longshore.server.testing.GitClient;
import dev.longshore.server.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small body doesn't become a large one in the server's memory. */
class CompressedBodyTest {
    private static final int MIB = 1024 * 1024;

    @TempDir
    Path directory;

    private TestServer server;
    private GitClient git;
    private String commit;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory);
        git = server.git("shop", "asha", Role.ADMIN);
        commit = git.write("a.txt", "a").commit("One");
        assertThat(git.push("HEAD:feature").exitCode()).isZero();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP"})
    void aFetchThatInflatesWithoutEndIsRefused(String encoding) throws IOException {
        byte[] body = gzip("0012command=fetch0001000fofs-delta0032want " + commit + "\n", "0032have " + commit + "\n");
        long before = usedMemory();

        RawHttp.Answer answer =
                post("git-upload-pack", body, "Git-Protocol: version=2\r\nContent-Encoding: " + encoding);

        assertThat(answer.text()).contains("the request is too large").doesNotContain("\tat ");
        assertThat(usedMemory() - before).isLessThan(200L * MIB);
        assertNextPushWorks();
    }

    @Test
    void aFetchThatAsksWithoutEndIsRefused() throws IOException {
        byte[] body = ("0032want " + commit + "\n").repeat(800_000).getBytes(StandardCharsets.US_ASCII);

        RawHttp.Answer answer = post("git-upload-pack", body, "X: y");

        assertThat(answer.text()).contains("too large");
        assertNextPushWorks();
    }

    @Test
    void aPushThatInflatesWithoutEndIsRefused() throws IOException {
        String command = "0".repeat(40) + " " + commit + " refs/heads/x\0report-status";
        byte[] body = gzip("%04x%s0000PACK\0\0\0\2".formatted(command.length() + 4, command), "\0".repeat(1000));

        RawHttp.Answer answer = post("git-receive-pack", body, "Content-Encoding: gzip");

        assertThat(answer.text()).doesNotContain("\tat ", "refs/heads/x ok");
        assertThat(git.succeed("ls-remote", "hasura").text()).doesNotContain("refs/heads/x");
        assertNextPushWorks();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "deflate", "gzip, gzip"})
    void aBodyInAnEncodingThatItIsNotInIsRefused(String encoding) throws IOException {
        byte[] body = "this is not compressed".getBytes(StandardCharsets.US_ASCII);

        RawHttp.Answer answer = post("git-upload-pack", body, "Content-Encoding: " + encoding);

        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        assertThat(answer.text()).doesNotContain("\tat ", "Exception");
    }

    @Test
    void aFetchThatGitCompressesWorks() throws Exception {
        // Git compresses requests of more than 1 kB: a fetch that wants many branches is one.
        StringBuilder refs = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            git.write("a.txt", "a" + i).commit("Commit " + i);
            git.succeed("branch", "b" + i);
            refs.append(" b").append(i);
        }
        assertThat(git.push(refs.toString().strip().split(" ")).exitCode()).isZero();

        GitClient other = server.git("shop", "vera", Role.VIEWER);

        assertThat(other.run("fetch", "hasura").exitCode()).isZero();
    }

    private RawHttp.Answer post(String service, byte[] body, String headers) throws IOException {
        String token = server.token("asha", Role.ADMIN);
        try (RawHttp connection = RawHttp.open(server)) {
            connection.send("POST /shop.git/" + service + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + RawHttp.basic("asha", token) + "Content-Type: application/x-" + service + "-request\r\n"
                    + "Content-Length: " + body.length + "\r\n" + headers + "\r\n\r\n");
            try {
                connection.send(body);
            } catch (SocketException e) {
                // The server has heard enough; its answer may be there all the same.
            }
            return connection.answer();
        }
    }

    private void assertNextPushWorks() {
        assertThat(git.push("HEAD:refs/heads/next").exitCode()).isZero();
    }

    /** {@code rest} as often as it takes for half a gigabyte, in less than a megabyte. */
    private static byte[] gzip(String start, String rest) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] repeated = rest.repeat(MIB / rest.length()).getBytes(StandardCharsets.ISO_8859_1);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(start.getBytes(StandardCharsets.ISO_8859_1));
            for (int i = 0; i < 512; i++) {
                gzip.write(repeated);
            }
        }
        return bytes.toByteArray();
    }

    private static long usedMemory() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
