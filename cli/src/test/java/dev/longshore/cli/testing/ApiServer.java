package dev.longshore.cli.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Plays the server's HTTP API over real HTTP: fixed answers by path and query, for one token. */
public final class ApiServer implements AutoCloseable {
    public static final String TOKEN = "lst_f00dfacef00dface";

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    /** Writes one answer, whole or broken. */
    public interface Answer {
        void send(HttpExchange exchange) throws IOException;
    }

    public ApiServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::handle);
        http.setExecutor(threads);
        http.start();
        json("/api/v1/user", "{\"name\":\"asha\",\"role\":\"admin\"}");
    }

    public String url() {
        return "http://localhost:" + http.getAddress().getPort();
    }

    /** The requests so far, as {@code <path>?<query>}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** The bodies of the requests that had one. */
    public List<String> bodies() {
        return List.copyOf(bodies);
    }

    public ApiServer on(String pathAndQuery, Answer answer) {
        answers.put(pathAndQuery, answer);
        return this;
    }

    public ApiServer json(String pathAndQuery, String json) {
        return on(pathAndQuery, exchange -> send(exchange, 200, "application/json", json));
    }

    public ApiServer problem(String pathAndQuery, int status, String detail) {
        String problem = "{\"title\":\"problem\",\"status\":%d,\"detail\":\"%s\"}".formatted(status, detail);
        return on(pathAndQuery, exchange -> send(exchange, status, "application/problem+json", problem));
    }

    /** A log, and the state of its push. */
    public ApiServer log(String pathAndQuery, String state, String text) {
        return on(pathAndQuery, exchange -> {
            exchange.getResponseHeaders().set("Longshore-Push-State", state);
            send(exchange, 200, "text/plain; charset=utf-8", text);
        });
    }

    private void handle(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestURI().toString();
        requests.add(request);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!body.isEmpty()) {
            bodies.add(body);
        }
        try (exchange) {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (!("Bearer " + TOKEN).equals(authorization)) {
                problem(exchange, 401, "no valid token");
            } else {
                answers.getOrDefault(request, missing -> problem(missing, 404, "there is no " + request))
                        .send(exchange);
            }
        }
    }

    private static void problem(HttpExchange exchange, int status, String detail) throws IOException {
        send(exchange, status, "application/problem+json", "{\"detail\":\"" + detail + "\"}");
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
