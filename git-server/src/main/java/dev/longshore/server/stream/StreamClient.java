package dev.longshore.server.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * The client of a stream. Whoever sends waits until the client has room, and nothing is taken from the client before it
 * is asked for, so that neither side can flood the other. One thread receives; any may send.
 */
public final class StreamClient {
    /** A client that is gone without a word is noticed by what is sent to it. */
    private static final Duration PING_EVERY = Duration.ofSeconds(20);

    private final Session session;
    private final BlockingQueue<Message> inbox;

    StreamClient(Session session, BlockingQueue<Message> inbox) {
        this.session = session;
        this.inbox = inbox;
    }

    /** Waits for the client. After it has left, this says so again and again. */
    public Message receive() throws InterruptedException {
        if (inbox.isEmpty()) {
            session.demand();
        }
        Optional<Message> message = poll();
        while (message.isEmpty()) {
            session.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
            message = poll();
        }
        if (message.get() instanceof Message.Left) {
            inbox.add(message.get());
        }
        return message.get();
    }

    /** @throws IOException when the client has left */
    public void send(byte[] bytes) throws IOException, InterruptedException {
        Callback.Completable sent = new Callback.Completable();
        synchronized (this) {
            session.sendBinary(ByteBuffer.wrap(bytes), sent);
        }
        await(sent);
    }

    /** @throws IOException when the client has left */
    public void send(String text) throws IOException, InterruptedException {
        Callback.Completable sent = new Callback.Completable();
        synchronized (this) {
            session.sendText(text, sent);
        }
        await(sent);
    }

    /** Says that this was all; who receives is told that the client has left. */
    public void close() {
        session.close();
    }

    private Optional<Message> poll() throws InterruptedException {
        return Optional.ofNullable(inbox.poll(PING_EVERY.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static void await(Callback.Completable sent) throws IOException, InterruptedException {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new IOException("the client has left", e);
        }
    }
}
