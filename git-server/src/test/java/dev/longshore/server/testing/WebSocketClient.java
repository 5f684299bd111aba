package dev.longshore.server.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A program that has a websocket to the server. */
public final class WebSocketClient implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final WebSocket socket;
    private final BlockingQueue<String> messages;

    private WebSocketClient(WebSocket socket, BlockingQueue<String> messages) {
        this.socket = socket;
        this.messages = messages;
    }

    /**
     * @param origin the site that the request comes from; empty for a program
     * @throws java.util.concurrent.CompletionException when the server refuses
     */
    public static WebSocketClient connect(int port, String path, String token, String origin) {
        BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        WebSocket.Builder builder =
                HttpClient.newHttpClient().newWebSocketBuilder().header("Authorization", "Bearer " + token);
        if (!origin.isEmpty()) {
            builder.header("Origin", origin);
        }
        WebSocket socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + path), listener(messages))
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
        String message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("the server says nothing");
        }
        return message;
    }

    /** Whether nothing comes for a time. */
    public boolean isSilentFor(Duration time) throws InterruptedException {
        return messages.poll(time.toMillis(), TimeUnit.MILLISECONDS) == null;
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static WebSocket.Listener listener(BlockingQueue<String> messages) {
        return new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                messages.add(text.toString());
                return WebSocket.Listener.super.onText(from, text, last);
            }

            @Override
            public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
                messages.add(StandardCharsets.UTF_8.decode(data).toString());
                return WebSocket.Listener.super.onBinary(from, data, last);
            }

            @Override
            public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
                messages.add("closed");
                return WebSocket.Listener.super.onClose(from, status, reason);
            }
        };
    }
}
