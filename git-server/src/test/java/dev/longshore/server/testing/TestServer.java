package dev.longshore.server.testing;

import dev.longshore.builder.BuildPlanner;
import dev.longshore.server.LongshoreServer;
import dev.longshore.server.Settings;
import dev.longshore.server.access.Role;
import dev.longshore.server.push.step.Rooms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A server in this process, with rooms that do as they are told. */
public final class TestServer implements AutoCloseable {
    private static final Duration HEARTBEAT = Duration.ofMillis(300);
    private static final HostKeyCache HOST_KEYS = new HostKeyCache();

    private final Path directory;
    private final FakeBuilder builder = new FakeBuilder();
    private final FakeCluster cluster = new FakeCluster();
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger clients = new AtomicInteger();
    private final UnaryOperator<Settings> change;
    private LongshoreServer server;

    private TestServer(Path directory, UnaryOperator<Settings> change) throws Exception {
        this.change = change;
        this.directory = directory;
        this.server = launch();
    }

    public static TestServer start(Path directory) throws Exception {
        return start(directory, UnaryOperator.identity());
    }

    /** A server with other settings than the tests usually have. */
    public static TestServer start(Path directory, UnaryOperator<Settings> change) throws Exception {
        return new TestServer(directory, change);
    }

    /** Tells the server to stop, without waiting for its end. */
    public void stopSoon() {
        new Thread(this::closeQuietly, "stop").start();
    }

    /** Stops the server and starts another one on the same data. */
    public void restart() throws Exception {
        server.close();
        server = launch();
    }

    public FakeBuilder builder() {
        return builder;
    }

    public FakeCluster cluster() {
        return cluster;
    }

    public LongshoreServer server() {
        return server;
    }

    public Path data() {
        return directory.resolve("data");
    }

    public String token(String user, Role role) {
        return server.issueToken(user, role).secret();
    }

    public String repositoryUrl(String project) {
        return server.url() + "/" + project + ".git";
    }

    /** A working copy of a project, used by a new token of this user. */
    public GitClient git(String project, String user, Role role) {
        return GitClient.create(
                directory.resolve("client-" + clients.incrementAndGet()), repositoryUrl(project), token(user, role));
    }

    public HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return send("GET", path, token, "");
    }

    /** The newest pushes to the environment {@code hasura} of project {@code shop}, as the API's JSON. */
    public String pushes() {
        try {
            return get("/api/v1/projects/shop/environments/hasura/pushes", token("vera", Role.VIEWER))
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** @param body JSON, or nothing */
    public HttpResponse<String> send(String method, String path, String token, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void closeQuietly() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LongshoreServer launch() throws Exception {
        Settings settings = Settings.defaults(data())
                .withAddresses(new Settings.Addresses(
                        0, 0, Settings.Addresses.DEFAULT_GATEWAY, Settings.Addresses.DEFAULT_DOMAIN))
                .withTimes(times -> times.withHeartbeat(HEARTBEAT).withStopGrace(Duration.ofSeconds(3)));
        Path hostKeys = data().resolve("ssh");
        HOST_KEYS.fill(hostKeys);
        LongshoreServer started = LongshoreServer.start(
                change.apply(settings),
                (data, gateway) -> new Rooms(new BuildPlanner(builder::has), environment -> builder, builder, cluster));
        HOST_KEYS.remember(hostKeys);
        return started;
    }
}
