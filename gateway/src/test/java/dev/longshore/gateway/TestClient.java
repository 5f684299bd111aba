package dev.longshore.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** An ordinary client that reaches hosts by their Host header, as names below localhost don't resolve everywhere. */
final class TestClient {
    static final HttpClient HTTP;

    static {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,connection");
        HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private TestClient() {}

    static HttpRequest.Builder request(Gateway gateway, String host, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                .timeout(Await.DEADLINE)
                .header("Host", host);
    }

    /** On a connection of its own. */
    static HttpResponse<String> get(Gateway gateway, String host, String path)
            throws IOException, InterruptedException {
        return HTTP.send(
                request(gateway, host, path).header("Connection", "close").build(), BodyHandlers.ofString());
    }
}
