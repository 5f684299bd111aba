package dev.longshore.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Asks the gateway as a browser would, without depending on how this machine resolves {@code *.localhost}. */
final class Browser {
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final int port;

    Browser(int gatewayPort) {
        this.port = gatewayPort;
    }

    HttpResponse<String> get(String host, String path) {
        return get(host, path, Map.of());
    }

    HttpResponse<String> get(String host, String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .header("Host", host + ":" + port);
        headers.forEach(request::header);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer from http://" + host + ":" + port + path, e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
