package dev.longshore.server.git;

import dev.longshore.project.name.DnsLabel;
import dev.longshore.project.name.EnvironmentName;
import dev.longshore.server.access.Action;
import dev.longshore.server.access.Authenticator;
import dev.longshore.server.access.Authoriser;
import dev.longshore.server.access.User;
import dev.longshore.server.repository.Repositories;
import dev.longshore.server.store.Environments;
import dev.longshore.server.store.StoredEnvironment;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;

/**
 * Decides which environment a Git request means and whether its user may do that, before JGit sees the request. Refusals
 * are plain text, which git shows with {@code remote:} before it.
 */
final class GitGate extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String ENVIRONMENT = GitGate.class.getName();
    private static final String PUSHED_PACK = "application/x-git-receive-pack-request";

    private final transient Environments environments;
    private final transient Repositories repositories;

    GitGate(Environments environments, Repositories repositories) {
        this.environments = environments;
        this.repositories = repositories;
    }

    /**
     * The environment of a request that has passed; empty when it isn't there yet and the request only asks what a push to
     * it would find.
     */
    static Optional<StoredEnvironment> environmentOf(HttpServletRequest request) {
        if (request.getAttribute(ENVIRONMENT) instanceof Entry entry) {
            return entry.environment();
        }
        throw new IllegalStateException("the request has not passed the gate");
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // Whole: a servlet's own prefix must not hide what a path is.
        String path = request.getServletPath()
                + Optional.ofNullable(request.getPathInfo()).orElse("");
        if (!RepositoryAddress.isGitRequest(path)) {
            chain.doFilter(request, response);
            return;
        }
        Optional<RepositoryAddress> address =
                RepositoryAddress.parse(path, Optional.ofNullable(request.getParameter("service")));
        Optional<Refusal> refusal = address.isEmpty()
                ? Optional.of(new Refusal(
                        HttpServletResponse.SC_NOT_FOUND,
                        "a repository's address is /<project>.git, where a project's name is " + DnsLabel.RULE))
                : enter(address.get(), Authenticator.userOf(request), request);
        if (refusal.isPresent()) {
            refuse(response, refusal.get());
        } else {
            chain.doFilter(request, response);
        }
    }

    private record Refusal(int status, String message) {}

    private record Entry(Optional<StoredEnvironment> environment) {}

    private Optional<Refusal> enter(RepositoryAddress address, User user, HttpServletRequest request)
            throws IOException {
        EnvironmentName name = address.environment();
        if (!name.alias().equals(EnvironmentName.DEFAULT_ALIAS)) {
            return Optional.of(new Refusal(
                    HttpServletResponse.SC_NOT_FOUND,
                    "environments other than \"hasura\" aren't available yet; the address of \"hasura\" is /"
                            + name.project() + ".git"));
        }
        Action action = address.receives() ? Action.PUSH : Action.READ;
        if (!Authoriser.permits(user, action)) {
            return Optional.of(new Refusal(
                    HttpServletResponse.SC_FORBIDDEN,
                    user.name() + " is a " + user.role().text() + " and may not push"));
        }
        Optional<StoredEnvironment> environment = environments.find(name);
        boolean mayCreate = address.receives() && Authoriser.permits(user, Action.CREATE_PROJECT);
        if (environment.isEmpty() && mayCreate && isPush(request)) {
            environment = Optional.of(create(name));
        }
        if (environment.isEmpty() && !(mayCreate && isQuestion(request))) {
            return Optional.of(new Refusal(
                    HttpServletResponse.SC_NOT_FOUND,
                    "there is no project \"" + name.project() + "\" here; the first push to it makes it"));
        }
        request.setAttribute(ENVIRONMENT, new Entry(environment));
        return Optional.empty();
    }

    /** Whether this brings commits. A page of another site can't make a browser send this type without leave (CORS). */
    private static boolean isPush(HttpServletRequest request) {
        return request.getMethod().equals("POST") && PUSHED_PACK.equals(request.getContentType());
    }

    /** Whether this is what git asks before a push, and what any page can make a browser ask: it changes nothing. */
    private static boolean isQuestion(HttpServletRequest request) {
        return request.getMethod().equals("GET");
    }

    /** The repository first: an environment in the database always has one. */
    private StoredEnvironment create(EnvironmentName name) throws IOException {
        try (Repository created = repositories.ensure(name.project())) {
            return environments.ensure(name);
        }
    }

    private static void refuse(HttpServletResponse response, Refusal refusal) throws IOException {
        response.setStatus(refusal.status());
        response.setContentType("text/plain;charset=utf-8");
        response.getOutputStream().write((refusal.message() + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
