package dev.longshore.gateway;

import static dev.longshore.gateway.TestRoutes.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebSocketTest {
    @TempDir
    private Path directory = Path.of("");

    private EchoWebSocket echo;
    private TestUpstream plain;
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        echo = new EchoWebSocket();
        plain = TestUpstream.named("plain");
        new TestRoutes(directory)
                .put(
                        "shop",
                        1,
                        route("api.shop.localhost", "/live", echo.port(), "/socket", "echo"),
                        route("api.shop.localhost", "/", plain.port(), "/", "plain"));
        gateway = Gateway.start(GatewaySettings.of(directory, 0));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        echo.close();
        plain.close();
    }

    private CompletableFuture<WebSocket> connect(String path, Messages messages) {
        return TestClient.HTTP
                .newWebSocketBuilder()
                .header("Host", "api.shop.localhost")
                .header("X-Hasura-Role", "admin")
                .buildAsync(URI.create("ws://127.0.0.1:" + gateway.port() + path), messages);
    }

    /** What the upstream sent; a close is {@code closed <code>}. */
    private static final class Messages implements WebSocket.Listener {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                received.add(partial.toString());
                partial.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            received.add("closed " + status);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            received.add("failed");
        }

        String next() throws InterruptedException {
            return String.valueOf(received.poll(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS));
        }
    }

    @Test
    void messages_pass_both_ways_until_one_side_closes() throws Exception {
        Messages messages = new Messages();
        WebSocket socket = connect("/live/room?id=1", messages).get(20, TimeUnit.SECONDS);

        assertThat(messages.next()).isEqualTo("hello");
        for (String message : new String[] {"a", "déjà vu", "x".repeat(3_000_000), "z"}) {
            socket.sendText(message, true).get(20, TimeUnit.SECONDS);
            assertThat(messages.next()).isEqualTo(message);
        }
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(20, TimeUnit.SECONDS);
        assertThat(messages.next()).isEqualTo("closed 1000");
    }

    @Test
    void the_handshake_is_routed_and_cleaned_like_any_request() throws Exception {
        Messages messages = new Messages();
        WebSocket socket = connect("/live/room?id=1", messages).get(20, TimeUnit.SECONDS);
        messages.next();
        socket.abort();

        assertThat(echo.handshake())
                .startsWith("GET /socket/room?id=1 HTTP/1.1\r\n")
                .contains("Connection: Upgrade\r\n")
                .contains("Upgrade: websocket\r\n")
                .contains("X-Hasura-Role: anonymous\r\n")
                .contains("X-Forwarded-For: 127.0.0.1\r\n")
                .doesNotContain("admin");
    }

    @Test
    void the_end_of_one_connection_ends_the_other() throws Exception {
        Messages messages = new Messages();
        WebSocket socket = connect("/live", messages).get(20, TimeUnit.SECONDS);
        messages.next();
        socket.abort();

        // The echo serves one connection at a time: it is free again only if it saw the first one end.
        Messages next = new Messages();
        connect("/live", next).get(20, TimeUnit.SECONDS);
        assertThat(next.next()).isEqualTo("hello");
    }

    @Test
    void an_upstream_that_doesn_t_switch_protocols_answers_as_usual() {
        assertThatThrownBy(() -> connect("/", new Messages()).get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(200));
    }

    @Test
    void the_gateway_s_end_ends_tunnels_too() throws Exception {
        Messages messages = new Messages();
        connect("/live", messages).get(20, TimeUnit.SECONDS);
        messages.next();

        gateway.close();

        assertThat(messages.next()).isIn("failed", "closed 1006");
    }
}
