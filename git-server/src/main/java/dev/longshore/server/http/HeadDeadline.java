package dev.longshore.server.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.WebSocketConnection;

/**
 * Closes connections whose next request isn't there in time. An idle timeout alone lets a client that sends its headers
 * a byte at a time keep a connection for ever. A request whose head is complete may take as long as it needs.
 */
public final class HeadDeadline extends Handler.Wrapper implements Connection.Listener {
    private static final long LOOKS_PER_DEADLINE = 10;

    private final Scheduler scheduler;
    private final long nanos;
    private final Map<EndPoint, Long> waitingSince = new ConcurrentHashMap<>();

    public HeadDeadline(HttpLimits limits, Scheduler scheduler) {
        this.scheduler = scheduler;
        this.nanos = limits.headTime().toNanos();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        scheduleLook();
    }

    @Override
    public void onOpened(Connection connection) {
        if (!(connection instanceof WebSocketConnection)) {
            await(connection.getEndPoint());
        }
    }

    @Override
    public void onClosed(Connection connection) {
        waitingSince.remove(connection.getEndPoint());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        EndPoint client = request.getConnectionMetaData().getConnection().getEndPoint();
        waitingSince.remove(client);
        Request.addCompletionListener(request, failure -> {
            // A connection that has become a websocket's has no next request.
            if (response.getStatus() != HttpStatus.SWITCHING_PROTOCOLS_101) {
                await(client);
            }
        });
        return super.handle(request, response, callback);
    }

    /** One that closes meanwhile stays until its deadline, as {@link #onClosed} has been. */
    private void await(EndPoint client) {
        if (client.isOpen()) {
            waitingSince.put(client, System.nanoTime());
        }
    }

    private void scheduleLook() {
        scheduler.schedule(this::look, nanos / LOOKS_PER_DEADLINE, TimeUnit.NANOSECONDS);
    }

    private void look() {
        long now = System.nanoTime();
        waitingSince.forEach((client, since) -> {
            if (now - since > nanos && waitingSince.remove(client, since)) {
                client.close();
            }
        });
        if (isRunning() || isStarting()) {
            scheduleLook();
        }
    }
}
