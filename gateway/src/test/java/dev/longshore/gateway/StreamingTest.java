package dev.longshore.gateway;

import static dev.longshore.gateway.TestRoutes.route;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamingTest {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    private Path directory = Path.of("");

    private final CompletableFuture<TestUpstream> upstream = new CompletableFuture<>();
    private final CompletableFuture<Gateway> gateway = new CompletableFuture<>();

    private Gateway gatewayBefore(Request.Handler answer) throws Exception {
        upstream.complete(TestUpstream.answering(answer));
        new TestRoutes(directory).put("shop", 1, route("api.shop.localhost", upstream.join(), "api"));
        gateway.complete(Gateway.start(GatewaySettings.of(directory, 0)));
        return gateway.join();
    }

    @AfterEach
    void stop() throws Exception {
        gateway.join().close();
        upstream.join().close();
    }

    @Test
    void an_event_arrives_while_the_next_one_is_not_yet_there() throws Exception {
        CountDownLatch firstWasSeen = new CountDownLatch(1);
        Gateway gateway = gatewayBefore((request, response, callback) -> {
            response.getHeaders().put("Content-Type", "text/event-stream");
            Content.Sink.write(response, false, "data: 1\n\n", Callback.NOOP);
            firstWasSeen.await(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS);
            Content.Sink.write(response, true, "data: 2\n\n", callback);
            return true;
        });
        try (RawConnection connection = new RawConnection(gateway)) {
            connection.send("GET /events HTTP/1.1\r\nHost: api.shop.localhost\r\n\r\n");

            assertThat(connection.readUntil("data: 1\n\n")).startsWith("HTTP/1.1 200");
            firstWasSeen.countDown();
            assertThat(connection.readUntil("data: 2\n\n")).isNotEmpty();
        }
    }

    @Test
    void an_upload_arrives_while_it_is_still_being_sent() throws Exception {
        CountDownLatch firstArrived = new CountDownLatch(1);
        Gateway gateway = gatewayBefore((request, response, callback) -> {
            try (InputStream body = Content.Source.asInputStream(request)) {
                StringBuilder first = new StringBuilder();
                while (first.length() < 5) {
                    first.append((char) body.read());
                }
                firstArrived.countDown();
                Content.Sink.write(
                        response, true, first + new String(body.readAllBytes(), StandardCharsets.UTF_8), callback);
            }
            return true;
        });
        try (RawConnection connection = new RawConnection(gateway)) {
            connection.send("POST / HTTP/1.1\r\nHost: api.shop.localhost\r\nContent-Length: 10\r\n\r\nfirst");

            assertThat(firstArrived.await(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            connection.send("after");
            assertThat(connection.readUntil("firstafter")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void an_upload_waits_for_its_reader_instead_of_filling_memory() throws Exception {
        CountDownLatch mayRead = new CountDownLatch(1);
        Gateway gateway = gatewayBefore((request, response, callback) -> {
            mayRead.await(Await.DEADLINE.toSeconds() * 2, TimeUnit.SECONDS);
            try (InputStream body = Content.Source.asInputStream(request)) {
                long size = body.transferTo(OutputStream.nullOutputStream());
                Content.Sink.write(response, true, "size " + size, callback);
            }
            return true;
        });
        int size = 256;
        AtomicLong sent = new AtomicLong();
        try (RawConnection connection = new RawConnection(gateway)) {
            connection.send("PUT / HTTP/1.1\r\nHost: api.shop.localhost\r\nContent-Length: " + (long) size * MEBIBYTE
                    + "\r\n\r\n");
            CompletableFuture<Void> upload = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < size; i++) {
                        connection.send(new byte[MEBIBYTE]);
                        sent.incrementAndGet();
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            awaitStandstill(sent);
            assertThat(sent.get()).as("MiB in the buffers on the way").isLessThan(64);

            mayRead.countDown();
            upload.get(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS);
            assertThat(connection.readUntil("size " + (long) size * MEBIBYTE)).startsWith("HTTP/1.1 200");
        }
    }

    private static void awaitStandstill(AtomicLong counter) throws Exception {
        long[] last = {-1, System.nanoTime()};
        Await.until("standstill", () -> {
            if (counter.get() != last[0]) {
                last[0] = counter.get();
                last[1] = System.nanoTime();
            }
            return System.nanoTime() - last[1] > TimeUnit.MILLISECONDS.toNanos(300);
        });
    }

    @Test
    void an_upload_that_waits_for_100_continue_reaches_an_upstream_that_never_says_it() throws Exception {
        Gateway gateway = gatewayBefore((request, response, callback) -> {
            boolean expected = request.getHeaders().contains("Expect");
            Content.Source.asString(request);
            Content.Sink.write(response, true, "expected: " + expected, callback);
            return true;
        });
        try (RawConnection connection = new RawConnection(gateway)) {
            connection.send(String.join(
                    "\r\n",
                    "POST / HTTP/1.1",
                    "Host: api.shop.localhost",
                    "Content-Length: 4",
                    "Expect: 100-continue",
                    "",
                    ""));
            connection.readUntil("HTTP/1.1 100 Continue\r\n\r\n");
            connection.send("body");
            assertThat(connection.readUntil("expected: false")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void compressed_bodies_pass_as_they_are() throws Exception {
        Gateway gateway = gatewayBefore((request, response, callback) -> {
            response.getHeaders().put("Content-Encoding", "gzip");
            Content.Sink.write(
                    response, true, "not really gzip, " + request.getHeaders().get("Accept-Encoding"), callback);
            return true;
        });

        assertThat(RawConnection.exchange(gateway, "GET / HTTP/1.1", "Host: api.shop.localhost", "Accept-Encoding: br"))
                .contains("Content-Encoding: gzip")
                .endsWith("not really gzip, br");
    }
}
