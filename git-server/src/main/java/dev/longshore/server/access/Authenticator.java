package dev.longshore.server.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets only requests with a valid access token pass: as the password of Basic authentication (RFC 7617) with any user
 * name, or as a Bearer token (RFC 6750).
 */
public final class Authenticator extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String USER = User.class.getName();
    private static final String BASIC = "basic ";
    private static final String BEARER = "bearer ";

    private final transient Users users;

    public Authenticator(Users users) {
        this.users = users;
    }

    /** The user who sent a request that has passed this filter. */
    public static User userOf(HttpServletRequest request) {
        if (request.getAttribute(USER) instanceof User user) {
            return user;
        }
        throw new IllegalStateException("the request has not been authenticated");
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<User> user = token(request).flatMap(users::find);
        if (user.isPresent()) {
            request.setAttribute(USER, user.get());
            chain.doFilter(request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            response.setHeader("WWW-Authenticate", "Basic realm=\"Longshore\"");
            response.setContentType("application/problem+json");
            response.getOutputStream()
                    .write(("{\"title\":\"Unauthorized\",\"status\":401,"
                                    + "\"detail\":\"an access token is needed, as a password or as a bearer token\"}\n")
                            .getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Optional<AccessToken> token(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null) {
            return Optional.empty();
        }
        String scheme = header.toLowerCase(Locale.ROOT);
        if (scheme.startsWith(BEARER)) {
            return Optional.of(new AccessToken(header.substring(BEARER.length()).strip()));
        }
        return scheme.startsWith(BASIC)
                ? password(header.substring(BASIC.length()).strip()).map(AccessToken::new)
                : Optional.empty();
    }

    private static Optional<String> password(String credentials) {
        try {
            String decoded = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(decoded.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
