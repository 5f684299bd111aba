package dev.longshore.server.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One websocket, served by a thread of its own. Public for Jetty. */
public final class StreamSocket implements Session.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(StreamSocket.class);

    private final StreamHandler handler;
    private final Runnable end;
    private final BlockingQueue<Message> inbox = new LinkedBlockingQueue<>();

    /** @param end runs once when the stream has ended */
    StreamSocket(StreamHandler handler, Runnable end) {
        this.handler = handler;
        this.end = end;
    }

    @Override
    public void onWebSocketOpen(Session session) {
        Thread thread = new Thread(() -> serve(new StreamClient(session, inbox)), "stream");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void onWebSocketText(String text) {
        inbox.add(new Message.Text(text));
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        callback.succeed();
        inbox.add(new Message.Data(bytes));
    }

    @Override
    public void onWebSocketClose(int status, String reason, Callback callback) {
        inbox.add(new Message.Left());
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        inbox.add(new Message.Left());
    }

    private void serve(StreamClient client) {
        try {
            handler.serve(client);
        } catch (IOException e) {
            LOG.debug("a stream broke off", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("a stream can't be served", e);
        } finally {
            client.close();
            end.run();
        }
    }
}
