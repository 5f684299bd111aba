package dev.longshore.gateway;

import static dev.longshore.gateway.TestRoutes.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpstreamFailureTest {
    @TempDir
    private Path directory = Path.of("");

    private ServerSocket upstream;
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        upstream = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        new TestRoutes(directory)
                .put("shop", 1, route("api.shop.localhost", "/", upstream.getLocalPort(), "/", "search-api"));
        gateway = Gateway.start(new GatewaySettings(directory, 0, Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    /** Accepts connections one by one and treats each as told, until the socket is closed. */
    private void serve(Conversation conversation) {
        Thread thread = new Thread(
                () -> {
                    for (int number = 1; !upstream.isClosed(); number++) {
                        try (Socket socket = upstream.accept()) {
                            conversation.hold(socket, number);
                        } catch (IOException e) {
                            assertThat(e).as("the end of one connection").isNotNull();
                        }
                    }
                },
                "upstream");
        thread.setDaemon(true);
        thread.start();
    }

    private interface Conversation {
        void hold(Socket socket, int number) throws IOException;
    }

    private static String readHead(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = socket.getInputStream().read();
            if (b < 0) {
                throw new IOException("ended early");
            }
            head.append((char) b);
        }
        return head.toString();
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    @Test
    void a_microservice_that_is_down_is_named() throws Exception {
        upstream.close();

        HttpResponse<String> response = TestClient.get(gateway, "api.shop.localhost", "/");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).isEqualTo("502 Bad Gateway\nThe microservice search-api refuses connections.\n");
    }

    @Test
    void an_upload_to_a_microservice_that_is_down_gets_the_same_answer() throws Exception {
        upstream.close();

        HttpResponse<String> response = TestClient.HTTP.send(
                TestClient.request(gateway, "api.shop.localhost", "/")
                        .POST(BodyPublishers.ofString("x".repeat(1000)))
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("search-api refuses connections");
    }

    @Test
    void a_microservice_that_stays_silent_ends_in_504() throws Exception {
        HttpResponse<String> response = TestClient.get(gateway, "api.shop.localhost", "/");

        assertThat(response.statusCode()).isEqualTo(504);
        assertThat(response.body()).contains("The microservice search-api has been silent for 2 s.");
    }

    @Test
    void an_answer_that_breaks_off_is_not_passed_off_as_complete() {
        serve((socket, number) -> {
            readHead(socket);
            write(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
        });

        assertThatThrownBy(() -> TestClient.get(gateway, "api.shop.localhost", "/"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void of_an_answer_that_breaks_off_before_its_body_nothing_is_left() throws Exception {
        serve((socket, number) -> {
            readHead(socket);
            write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nSet-Cookie: a=b\r\n\r\n");
        });

        HttpResponse<String> response = TestClient.get(gateway, "api.shop.localhost", "/");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).endsWith("search-api closed the connection before it had answered.\n");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void an_answer_that_isn_t_http_ends_in_502_without_inside_details() throws Exception {
        serve((socket, number) -> {
            readHead(socket);
            write(socket, "SSH-2.0-OpenSSH_9.2p1\r\n\r\n");
        });

        HttpResponse<String> response = TestClient.get(gateway, "api.shop.localhost", "/");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body())
                .contains("search-api")
                .doesNotContain("jetty")
                .doesNotContain("Exception");
    }

    @Test
    void a_safe_request_that_meets_a_closing_connection_is_sent_again() throws Exception {
        serve((socket, number) -> {
            readHead(socket);
            if (number > 1) {
                write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
            }
        });

        assertThat(TestClient.get(gateway, "api.shop.localhost", "/").body()).isEqualTo("hi");
    }

    @Test
    void a_request_with_effects_is_never_sent_twice() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        serve((socket, number) -> {
            readHead(socket);
            attempts.incrementAndGet();
        });

        HttpResponse<String> response = TestClient.HTTP.send(
                TestClient.request(gateway, "api.shop.localhost", "/")
                        .POST(BodyPublishers.ofString("order"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("search-api closed the connection before it had answered");
        assertThat(attempts).hasValue(1);
    }
}
