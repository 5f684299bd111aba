package dev.longshore.server.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets only requests with a valid access token pass: as the password of Basic authentication (RFC 7617) with any user
 * name, or as a Bearer token (RFC 6750). Of a request that doesn't pass only the head is read.
 */
public final class Authenticator extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String USER = User.class.getName();
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration SHORT_WAIT = Duration.ofSeconds(5);

    private final transient Users users;
    private final transient FailedLogins failures;
    private final transient RequestsAtOnce requests;

    public Authenticator(Users users, FailedLogins failures, RequestsAtOnce requests) {
        this.users = users;
        this.failures = failures;
        this.requests = requests;
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
        Optional<String> header = Optional.ofNullable(request.getHeader("Authorization"));
        Optional<Credentials> credentials = header.flatMap(Credentials::parse);
        Optional<User> user = credentials.map(Credentials::token).flatMap(users::find);
        if (user.isPresent()) {
            pass(user.get(), request, response, chain);
            return;
        }
        // Git's first request has no credentials, which is no attempt to guess any.
        Optional<Duration> wait = header.isEmpty()
                ? Optional.empty()
                : failures.note(request.getRemoteAddr(), credentials.flatMap(Credentials::name));
        if (wait.isPresent()) {
            refuse(response, wait.get(), "too many wrong access tokens came from here or for this user name");
        } else {
            response.setHeader("WWW-Authenticate", "Basic realm=\"Longshore\"");
            tell(
                    response,
                    HttpServletResponse.SC_UNAUTHORIZED,
                    "Unauthorized",
                    "an access token is needed, as a password or as a bearer token");
        }
    }

    private void pass(User user, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<RequestsAtOnce.Place> place = requests.enter(user);
        if (place.isEmpty()) {
            refuse(response, SHORT_WAIT, user.name() + " has too many requests open at once");
            return;
        }
        try (RequestsAtOnce.Place held = place.get()) {
            request.setAttribute(USER, user);
            chain.doFilter(request, response);
        }
    }

    private static void refuse(HttpServletResponse response, Duration wait, String reason) throws IOException {
        long seconds = wait.plusMillis(999).toSeconds();
        response.setHeader("Retry-After", Long.toString(seconds));
        tell(response, TOO_MANY_REQUESTS, "Too Many Requests", reason + "; try again in " + seconds + " s");
    }

    private static void tell(HttpServletResponse response, int status, String title, String detail) throws IOException {
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.getOutputStream()
                .write(("{\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\"" + detail + "\"}\n")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
