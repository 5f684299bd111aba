package dev.longshore.server.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;

/**
 * Who follows the logs of containers. A container may print nothing for days, so that writing doesn't tell when the
 * client has left: it is looked for, and then the reading is interrupted.
 */
final class LogFollowers {
    /** Each holds threads and a connection to the engine. */
    static final int AT_ONCE = 64;

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** How long an interrupted reading may still write to the answer before the answer is given up. */
    private static final Duration END = Duration.ofSeconds(60);

    private final Semaphore places = new Semaphore(AT_ONCE);

    /**
     * Runs {@code reading}, which writes the answer, to its end or until the client has left.
     *
     * @throws ApiException when too many follow already
     * @throws IOException when the answer can't be completed
     */
    void follow(HttpServletRequest request, HttpServletResponse response, Runnable reading)
            throws ApiException, IOException {
        if (!places.tryAcquire()) {
            throw ApiException.unavailable(AT_ONCE + " logs are being followed already; try again later");
        }
        try {
            response.flushBuffer();
            run(endPoint(request), reading);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EofException(e);
        } finally {
            places.release();
        }
    }

    private static void run(EndPoint client, Runnable reading) throws InterruptedException, IOException {
        FutureTask<Boolean> task = new FutureTask<>(reading, true);
        Thread reader = new Thread(task, "log-reader");
        reader.setDaemon(true);
        reader.start();
        try {
            while (!isDone(task)) {
                if (hasLeft(client)) {
                    throw new EofException("the client has left");
                }
            }
        } finally {
            task.cancel(true);
            reader.join(END.toMillis());
        }
    }

    /** Waits a moment for the end; throws what the task has thrown. */
    private static boolean isDone(FutureTask<Boolean> task) throws InterruptedException {
        try {
            return task.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Whether the connection is at its end, or has a request too early, which looking for the end has taken from Jetty. */
    private static boolean hasLeft(EndPoint client) throws IOException {
        ByteBuffer empty = ByteBuffer.allocate(1).limit(0);
        return client.fill(empty) != 0;
    }

    private static EndPoint endPoint(HttpServletRequest request) {
        return ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
    }
}
