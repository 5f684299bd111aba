package dev.longshore.gateway;

import static dev.longshore.gateway.TestRoutes.route;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayMainTest {
    private static final int SIGTERM_EXIT = 143;

    private static Process start(Path directory, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                GatewayMain.class.getName(),
                "--routes",
                directory.toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void the_program_says_when_it_is_ready_and_on_sigterm_lets_requests_end(@TempDir Path directory) throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        try (TestUpstream upstream = TestUpstream.answering((request, response, callback) -> {
            arrived.countDown();
            mayAnswer.await(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS);
            Content.Sink.write(response, true, "finished", callback);
            return true;
        })) {
            new TestRoutes(directory).put("shop", 1, route("api.shop.localhost", upstream, "api"));
            Process process = start(directory, "--port", "0");
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                String ready = out.readLine();
                assertThat(ready).matches("gateway listens on http://localhost:\\d+/");
                int port = URI.create(ready.substring(ready.indexOf("http"))).getPort();
                CompletableFuture<HttpResponse<String>> response = TestClient.HTTP.sendAsync(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/slow"))
                                .header("Host", "api.shop.localhost")
                                .build(),
                        BodyHandlers.ofString());
                assertThat(arrived.await(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();

                // Unlike Process.destroy this leaves the process's output readable.
                process.toHandle().destroy();
                Await.until("nothing new is accepted", () -> refuses(port));
                mayAnswer.countDown();

                assertThat(response.get(20, TimeUnit.SECONDS).body()).isEqualTo("finished");
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(SIGTERM_EXIT);
                assertThat(out.readLine()).isNull();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static boolean refuses(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void a_port_in_use_ends_the_program_with_an_error(@TempDir Path directory) throws Exception {
        try (TestUpstream occupant = TestUpstream.named("occupant")) {
            Process process = start(directory, "--port", Integer.toString(occupant.port()));

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
        }
    }
}
