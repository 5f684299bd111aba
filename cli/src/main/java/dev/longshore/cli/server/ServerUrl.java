package dev.longshore.cli.server;

import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a server answers, in one spelling: {@code http://localhost:8080}, without a default port, a user or a path.
 */
public record ServerUrl(String value) {
    /** Empty when the text isn't the URL of a server. */
    public static Optional<ServerUrl> of(String text) {
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (uri.getRawPath() == null || !uri.getRawPath().isEmpty() || uri.getRawQuery() != null) {
                return Optional.empty();
            }
            return of(uri);
        } catch (URISyntaxException notAUrl) {
            return Optional.empty();
        }
    }

    /** The server of a URL, whatever its path. */
    static Optional<ServerUrl> of(URI uri) {
        if (uri.getScheme() == null || uri.getHost() == null) {
            return Optional.empty();
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return Optional.empty();
        }
        int usual = scheme.equals("http") ? 80 : 443;
        String port = uri.getPort() == -1 || uri.getPort() == usual ? "" : ":" + uri.getPort();
        return Optional.of(new ServerUrl(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port));
    }

    /** @param source where the text comes from, such as {@code --server} */
    public static ServerUrl require(String source, String text) {
        return of(text).orElseThrow(() -> new Failure(
                ExitCode.USAGE,
                source + " is '" + text + "', which is not the URL of a server; write it like"
                        + " http://localhost:8080"));
    }

    boolean isEncrypted() {
        return value.startsWith("https:");
    }

    /** @param path starting with '/', encoded already */
    URI resolve(String path) {
        return URI.create(value + path);
    }

    /** The same for a websocket. */
    URI resolveStream(String path) {
        return URI.create("ws" + value.substring("http".length()) + path);
    }

    @Override
    public String toString() {
        return value;
    }
}
