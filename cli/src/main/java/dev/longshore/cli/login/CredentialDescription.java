package dev.longshore.cli.login;

import dev.longshore.cli.credentials.Credential;
import dev.longshore.cli.server.ServerUrl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What git says to a credential helper: lines {@code key=value} up to an empty one or the end (gitcredentials(7)). */
record CredentialDescription(Map<String, String> attributes) {
    private static final int MAX_BYTES = 64 * 1024;

    static CredentialDescription read(InputStream in) throws IOException {
        Map<String, String> attributes = new HashMap<>();
        String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        for (String line : text.lines().takeWhile(line -> !line.isEmpty()).toList()) {
            int separator = line.indexOf('=');
            if (separator > 0) {
                attributes.put(line.substring(0, separator), line.substring(separator + 1));
            }
        }
        return new CredentialDescription(Map.copyOf(attributes));
    }

    Optional<ServerUrl> server() {
        return get("protocol").flatMap(protocol -> get("host").flatMap(host -> ServerUrl.of(protocol + "://" + host)));
    }

    Optional<Credential> credential() {
        return get("username").flatMap(user -> get("password").map(token -> new Credential(user, token)));
    }

    Optional<String> get(String key) {
        return Optional.ofNullable(attributes.get(key));
    }
}
