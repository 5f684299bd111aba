package dev.longshore.server.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A program that has a websocket to a server. */
public final class WebSocketClient implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final WebSocket socket;
    private final Messages messages;

    private WebSocketClient(WebSocket socket, Messages messages) {
        this.socket = socket;
        this.messages = messages;
    }

    /**
     * @param origin the site that the request comes from; empty for a program
     * @throws java.util.concurrent.CompletionException when the server refuses
     */
    public static WebSocketClient connect(int port, String path, String token, String origin) {
        Map<String, String> headers = new HashMap<>(Map.of("Authorization", "Bearer " + token));
        if (!origin.isEmpty()) {
            headers.put("Origin", origin);
        }
        return connect(port, path, headers);
    }

    /** @throws java.util.concurrent.CompletionException when the server refuses */
    public static WebSocketClient connect(int port, String path, Map<String, String> headers) {
        Messages messages = new Messages();
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        headers.forEach(builder::header);
        WebSocket socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + path), messages)
                .join();
        return new WebSocketClient(socket, messages);
    }

    public void send(String text) {
        socket.sendText(text, true).join();
    }

    public void send(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /** The next message, text or data, as text; {@code closed} at the end. */
    public String receive() throws InterruptedException {
        String message = messages.received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("the server says nothing");
        }
        return message;
    }

    /** Whether nothing comes for a time. */
    public boolean isSilentFor(Duration time) throws InterruptedException {
        return messages.received.poll(time.toMillis(), TimeUnit.MILLISECONDS) == null;
    }

    @Override
    public void close() {
        socket.abort();
    }

    /** How the websocket ends: {@code closed 1000}, with 1006 for an end without a status, or an error. */
    public CompletableFuture<String> end() {
        return messages.end;
    }

    private static final class Messages implements WebSocket.Listener {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final CompletableFuture<String> end = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            received.add(text.toString());
            return WebSocket.Listener.super.onText(from, text, last);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            received.add(StandardCharsets.UTF_8.decode(data).toString());
            return WebSocket.Listener.super.onBinary(from, data, last);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            received.add("closed");
            end.complete("closed " + status);
            return WebSocket.Listener.super.onClose(from, status, reason);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            end.complete(error.toString());
        }
    }
}
