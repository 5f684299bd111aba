package dev.longshore.cli.server;

import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A stream in both directions to the server. Whoever sends waits until it is sent, and nothing is taken from the server
 * before it is asked for. One thread receives; any may send.
 */
public final class Stream implements AutoCloseable {
    private static final CompletionStage<?> DONE = CompletableFuture.completedFuture(true);

    private final WebSocket socket;
    private final Inbox inbox;

    private Stream(WebSocket socket, Inbox inbox) {
        this.socket = socket;
        this.inbox = inbox;
    }

    /** What comes from the server. */
    public sealed interface Message {
        /** Words about the stream. */
        record Text(String text) implements Message {}

        /** A piece of the stream. */
        final class Data implements Message {
            private final byte[] bytes;

            Data(byte[] bytes) {
                this.bytes = bytes;
            }

            public byte[] bytes() {
                return bytes;
            }
        }

        /** The server has closed the stream, or is gone. */
        record End() implements Message {}
    }

    /** Opens a socket; what goes wrong is thrown as {@code connecting} has it. */
    static Stream open(Connecting connecting) {
        Inbox inbox = new Inbox();
        return new Stream(connecting.open(inbox), inbox);
    }

    /** Makes the connection. */
    @FunctionalInterface
    interface Connecting {
        WebSocket open(WebSocket.Listener listener);
    }

    /** Waits for the server; after the end there is only the end. */
    public Message receive() {
        try {
            if (inbox.messages.isEmpty()) {
                socket.request(1);
            }
            Message message = inbox.messages.take();
            if (message instanceof Message.End) {
                inbox.messages.add(message);
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Message.End();
        }
    }

    /** @throws Failure when the server is gone */
    public synchronized void send(byte[] bytes) {
        await(socket.sendBinary(ByteBuffer.wrap(bytes), true));
    }

    /** @throws Failure when the server is gone */
    public synchronized void send(String text) {
        await(socket.sendText(text, true));
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static void await(CompletionStage<WebSocket> sending) {
        try {
            WebSocket unused = sending.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new Failure(ExitCode.UNREACHABLE, "the connection to the server broke", e);
        }
    }

    /** Puts the parts of messages together. */
    private static final class Inbox implements WebSocket.Listener {
        private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
        private final ByteArrayOutputStream data = new ByteArrayOutputStream();
        private final StringBuilder text = new StringBuilder();

        @Override
        public void onOpen(WebSocket socket) {
            // Asked for by who receives.
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            data.writeBytes(bytes);
            if (last) {
                messages.add(new Message.Data(data.toByteArray()));
                data.reset();
            } else {
                socket.request(1);
            }
            return DONE;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                messages.add(new Message.Text(text.toString()));
                text.setLength(0);
            } else {
                socket.request(1);
            }
            return DONE;
        }

        /** Counted like a message, but none. */
        @Override
        public CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
            socket.request(1);
            return DONE;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            socket.request(1);
            return DONE;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            messages.add(new Message.End());
            return DONE;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            messages.add(new Message.End());
        }
    }
}
