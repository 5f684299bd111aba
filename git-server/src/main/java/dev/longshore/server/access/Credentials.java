package dev.longshore.server.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * What the header {@code Authorization} holds.
 *
 * @param name the user name of Basic authentication, which says nothing about who the token's user is
 */
record Credentials(Optional<String> name, AccessToken token) {
    private static final String BASIC = "basic ";
    private static final String BEARER = "bearer ";

    static Optional<Credentials> parse(String header) {
        String scheme = header.toLowerCase(Locale.ROOT);
        if (scheme.startsWith(BEARER)) {
            AccessToken token =
                    new AccessToken(header.substring(BEARER.length()).strip());
            return Optional.of(new Credentials(Optional.empty(), token));
        }
        return scheme.startsWith(BASIC) ? basic(header.substring(BASIC.length()).strip()) : Optional.empty();
    }

    private static Optional<Credentials> basic(String encoded) {
        try {
            String decoded = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Credentials(
                            Optional.of(decoded.substring(0, colon)), new AccessToken(decoded.substring(colon + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
