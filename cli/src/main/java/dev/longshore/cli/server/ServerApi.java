package dev.longshore.cli.server;

import dev.longshore.cli.json.JsonObject;
import dev.longshore.cli.json.JsonText;
import dev.longshore.cli.json.MalformedJson;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Requests to a server's HTTP API with one token. Whatever goes wrong is thrown as a {@link Failure}. */
public final class ServerApi {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(30);

    static final String JSON = "application/json";

    private final ServerUrl server;
    private final String token;
    private final HttpClient client;

    public ServerApi(ServerUrl server, String token) {
        this.server = server;
        this.token = token;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_PATIENCE);
        this.client = (server.isEncrypted() ? builder : builder.sslContext(trustingNobody())).build();
    }

    /** For a client that will not need TLS: reading the machine's certificates would take a fifth of its time. */
    private static SSLContext trustingNobody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no TLS", impossible);
        }
    }

    public ServerUrl server() {
        return server;
    }

    /** Whose token this is. */
    public Account account() {
        return json("/api/v1/user", answer -> new Account(answer.text("name"), answer.text("role")));
    }

    /** Turns an answer into a value, by reading that throws {@link MalformedJson} when it isn't as agreed. */
    <T> T json(String path, Function<JsonObject, T> reading) {
        return read(path, open(path), reading);
    }

    /** Asks for a change, described by a JSON object, and reads the answer as {@link #json} does. */
    <T> T send(String method, String path, Map<String, ?> change, Function<JsonObject, T> reading) {
        return read(path, open(path, method, json(change)), reading);
    }

    static HttpRequest.BodyPublisher json(Map<String, ?> object) {
        return HttpRequest.BodyPublishers.ofString(JsonText.write(object));
    }

    void delete(String path) {
        discard(open(path, "DELETE", HttpRequest.BodyPublishers.noBody()));
    }

    /** Reads an answer that says nothing to its end. */
    void discard(HttpResponse<InputStream> response) {
        try (InputStream nothing = response.body()) {
            nothing.readAllBytes();
        } catch (IOException broken) {
            throw interrupted(broken);
        }
    }

    /** An answer that is read while it arrives, however long that takes. The caller closes the body. */
    HttpResponse<InputStream> open(String path) {
        return open(path, "GET", HttpRequest.BodyPublishers.noBody());
    }

    /** A stream in both directions; the caller closes it. */
    Stream stream(String path) {
        return Stream.open(listener -> connect(path, listener));
    }

    private WebSocket connect(String path, WebSocket.Listener listener) {
        try {
            return client.newWebSocketBuilder()
                    .connectTimeout(ANSWER_PATIENCE)
                    .header("Authorization", "Bearer " + token)
                    .buildAsync(server.resolveStream(path), listener)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                throw refused(refused.getResponse().statusCode(), "");
            }
            throw unreachable(e);
        }
    }

    private <T> T read(String path, HttpResponse<InputStream> response, Function<JsonObject, T> reading) {
        try (InputStream body = response.body()) {
            return reading.apply(JsonText.readObject(body));
        } catch (MalformedJson notTheApi) {
            throw new Failure(
                    ExitCode.FAILED,
                    server + path + " answers, but not as a Longshore server of this version does; check the URL",
                    notTheApi);
        } catch (IOException broken) {
            throw interrupted(broken);
        }
    }

    private HttpResponse<InputStream> open(String path, String method, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request = request(path, method, body).timeout(ANSWER_PATIENCE);
        if (!method.equals("GET")) {
            request.header("Content-Type", JSON);
        }
        return send(request);
    }

    /**
     * Sends a body, however large, and waits for the answer for as long as it takes. The caller closes its body.
     *
     * <p>It doesn't ask whether the server agrees ({@code Expect: 100-continue}): Java 17 never gets to the end of a
     * refusal then.
     */
    HttpResponse<InputStream> openSlowly(String path, String method, HttpRequest.BodyPublisher body, String type) {
        return send(request(path, method, body).header("Content-Type", type));
    }

    private HttpRequest.Builder request(String path, String method, HttpRequest.BodyPublisher body) {
        return HttpRequest.newBuilder(server.resolve(path))
                .method(method, body)
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() / 100 != 2) {
                throw refused(response);
            }
            return response;
        } catch (IOException noAnswer) {
            throw unreachable(noAnswer);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.FAILED, "stopped while waiting for " + server, stopped);
        }
    }

    Failure interrupted(IOException cause) {
        return new Failure(ExitCode.UNREACHABLE, server + " stopped answering; try again", cause);
    }

    private Failure unreachable(Exception cause) {
        return new Failure(
                ExitCode.UNREACHABLE, "no server answers at " + server + "; start it with: hasura server", cause);
    }

    private Failure refused(HttpResponse<InputStream> response) {
        return refused(response.statusCode(), problem(response));
    }

    /** @param problem the server's words; empty where none can be had */
    private Failure refused(int status, String problem) {
        String reason = problem.isEmpty() ? server + " answers with status " + status : problem;
        return switch (status) {
            case 401 ->
                new Failure(
                        ExitCode.NOT_ALLOWED,
                        server + " doesn't accept the token; log in again with: hasura login --server " + server);
            case 403 ->
                new Failure(ExitCode.NOT_ALLOWED, problem.isEmpty() ? "you may not do this on " + server : problem);
            case 404 -> new NotFound(reason);
            default -> new Failure(ExitCode.FAILED, reason);
        };
    }

    /** The problem's detail (RFC 9457), or what can be said without it. */
    private String problem(HttpResponse<InputStream> response) {
        String unknown = server + " answers with status " + response.statusCode();
        try (InputStream body = response.body()) {
            JsonObject problem = JsonText.readObject(body);
            return problem.optionalText("detail")
                    .or(() -> problem.optionalText("title"))
                    .orElse(unknown);
        } catch (IOException | MalformedJson notAProblem) {
            return unknown;
        }
    }
}
