package dev.longshore.cli.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;

/** Requests to a server's HTTP API with one token. Whatever goes wrong is thrown as a {@link Failure}. */
public final class ServerApi {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServerUrl server;
    private final String token;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_PATIENCE)
            .build();

    public ServerApi(ServerUrl server, String token) {
        this.server = server;
        this.token = token;
    }

    public ServerUrl server() {
        return server;
    }

    /** Whose token this is. */
    public Account account() {
        return json("/api/v1/user", answer -> new Account(Json.text(answer, "name"), Json.text(answer, "role")));
    }

    /** Turns an answer's JSON into a value, by reading that throws {@link IllegalArgumentException} when it isn't as agreed. */
    <T> T json(String path, Function<JsonNode, T> reading) {
        try (InputStream body = open(path).body()) {
            return reading.apply(JSON.readTree(body));
        } catch (JsonProcessingException | IllegalArgumentException notTheApi) {
            throw new Failure(
                    ExitCode.FAILED,
                    server + path + " answers, but not as a Longshore server of this version does; check the URL",
                    notTheApi);
        } catch (IOException broken) {
            throw interrupted(broken);
        }
    }

    /** An answer that is read while it arrives, however long that takes. The caller closes the body. */
    HttpResponse<InputStream> open(String path) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(ANSWER_PATIENCE)
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw refused(response);
            }
            return response;
        } catch (IOException noAnswer) {
            throw new Failure(
                    ExitCode.UNREACHABLE,
                    "no server answers at " + server + "; start it with: hasura server",
                    noAnswer);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.FAILED, "stopped while waiting for " + server, stopped);
        }
    }

    Failure interrupted(IOException cause) {
        return new Failure(ExitCode.UNREACHABLE, server + " stopped answering; try again", cause);
    }

    private Failure refused(HttpResponse<InputStream> response) {
        int status = response.statusCode();
        if (status == 401) {
            return new Failure(
                    ExitCode.NOT_ALLOWED,
                    server + " doesn't accept the token; log in again with: hasura login --server " + server);
        }
        String problem = problem(response);
        return switch (status) {
            case 403 -> new Failure(ExitCode.NOT_ALLOWED, problem);
            case 404 -> new NotFound(problem);
            default -> new Failure(ExitCode.FAILED, problem);
        };
    }

    /** The problem's detail (RFC 9457), or what can be said without it. */
    private String problem(HttpResponse<InputStream> response) {
        String unknown = server + " answers with status " + response.statusCode();
        try (InputStream body = response.body()) {
            JsonNode problem = JSON.readTree(new String(body.readNBytes(64 * 1024), StandardCharsets.UTF_8));
            String detail = problem.path("detail").asText(problem.path("title").asText(""));
            return detail.isEmpty() ? unknown : detail;
        } catch (IOException notJson) {
            return unknown;
        }
    }
}
