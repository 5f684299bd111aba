package dev.longshore.engine.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class ResponseHeadTest {
    @Test
    void isTheStatusAndTheHeadersAndLeavesTheBody() throws IOException {
        InputStream in = in("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\nx-stat:abc=\r\n\r\nbody");

        ResponseHead head = ResponseHead.read(in);

        assertThat(head.status()).isEqualTo(404);
        assertThat(head.header("Content-Length")).contains("4");
        assertThat(head.header("X-Stat")).contains("abc=");
        assertThat(head.header("Length")).isEmpty();
        assertThat(in).hasContent("body");
    }

    @Test
    void anAnswerThatBreaksOffHasNone() {
        assertThatThrownBy(() -> ResponseHead.read(in("HTTP/1.1 200 OK\r\nA: b\r\n")))
                .isInstanceOf(EOFException.class);
    }

    @Test
    void anAnswerWithoutEndIsGivenUp() {
        assertThatThrownBy(() -> ResponseHead.read(in("HTTP/1.1 200 OK\r\nA: " + "b".repeat(20_000) + "\r\n\r\n")))
                .isInstanceOf(IOException.class)
                .hasMessage("the engine's answer has no end");
    }

    @Test
    void whatIsNotHttpIsRefused() {
        assertThatThrownBy(() -> ResponseHead.read(in("SSH-2.0-OpenSSH\r\n\r\n")))
                .isInstanceOf(IOException.class)
                .hasMessage("the engine doesn't speak HTTP");
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(US_ASCII));
    }
}
