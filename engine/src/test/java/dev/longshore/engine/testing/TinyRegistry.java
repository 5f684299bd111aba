package dev.longshore.engine.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;

/**
 * A registry on the loopback interface that has one image of an empty layer, {@link #reference}, and can want a login. It
 * speaks as much of the distribution specification as an engine needs to fetch that.
 */
public final class TinyRegistry implements AutoCloseable {
    private static final String MANIFEST_TYPE = "application/vnd.docker.distribution.manifest.v2+json";
    private static final int TAR_END_BYTES = 1024;

    private final HttpServer server;
    private final PlainDoor door;
    private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
    private final List<Optional<String>> askedWith = new CopyOnWriteArrayList<>();
    private volatile Optional<String> wanted = Optional.empty();

    private TinyRegistry(HttpServer server, PlainDoor door) {
        this.server = server;
        this.door = door;
    }

    /** Starts one whose image has a label {@code version}. */
    public static TinyRegistry start(String version) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TinyRegistry registry =
                new TinyRegistry(server, PlainDoor.before(server.getAddress().getPort()));
        registry.publish(version);
        registry.server.createContext("/v2/", registry::answer);
        registry.server.start();
        return registry;
    }

    public String host() {
        return "127.0.0.1:" + door.port();
    }

    public String reference() {
        return host() + "/tiny:1";
    }

    /** Wants this login from now on. */
    public void require(String username, String password) {
        wanted = Optional.of(basic(username + ":" + password));
    }

    /** How often the manifest was given out. */
    public int pulls() {
        return askedWith.size();
    }

    /** The logins with which the manifest was given out, as {@code username:password}. */
    public List<String> logins() {
        return askedWith.stream()
                .flatMap(Optional::stream)
                .map(header -> new String(
                        Base64.getDecoder().decode(header.substring("Basic ".length())), StandardCharsets.UTF_8))
                .toList();
    }

    /** Puts another image under the same name. */
    public void publish(String version) {
        byte[] tar = new byte[TAR_END_BYTES];
        byte[] layer = gzip(tar);
        byte[] config = utf8("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Labels\":{\"version\":\""
                + version + "\"}},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + digest(tar) + "\"]}}");
        byte[] manifest = utf8("{\"schemaVersion\":2,\"mediaType\":\"" + MANIFEST_TYPE + "\",\"config\":"
                + descriptor("application/vnd.docker.container.image.v1+json", config) + ",\"layers\":["
                + descriptor("application/vnd.docker.image.rootfs.diff.tar.gzip", layer) + "]}");
        contents.put("/v2/tiny/blobs/" + digest(layer), layer);
        contents.put("/v2/tiny/blobs/" + digest(config), config);
        contents.put("/v2/tiny/manifests/" + digest(manifest), manifest);
        contents.put("/v2/tiny/manifests/1", manifest);
        contents.put("/v2/", utf8("{}"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<String> login =
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
            String path = exchange.getRequestURI().getPath();
            if (wanted.isPresent() && !wanted.equals(login)) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"tiny\"");
                send(exchange, 401, utf8("{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"no\"}]}"));
                return;
            }
            Optional<byte[]> content = Optional.ofNullable(contents.get(path));
            if (path.equals("/v2/tiny/manifests/1")) {
                askedWith.add(login);
            }
            content.ifPresent(bytes -> describe(exchange, path, bytes));
            send(exchange, content.isPresent() ? 200 : 404, content.orElse(utf8("{}")));
        }
    }

    private static void describe(HttpExchange exchange, String path, byte[] content) {
        boolean manifest = path.contains("/manifests/");
        exchange.getResponseHeaders().set("Content-Type", manifest ? MANIFEST_TYPE : "application/octet-stream");
        exchange.getResponseHeaders().set("Docker-Content-Digest", digest(content));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String descriptor(String type, byte[] content) {
        return "{\"mediaType\":\"" + type + "\",\"size\":" + content.length + ",\"digest\":\"" + digest(content)
                + "\"}";
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(utf8(pair));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String digest(byte[] content) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        server.stop(0);
    }
}
