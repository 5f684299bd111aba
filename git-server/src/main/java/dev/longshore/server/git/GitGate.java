package dev.longshore.server.git;

import dev.longshore.project.name.DnsLabel;
import dev.longshore.server.access.Authenticator;
import dev.longshore.server.store.StorageFault;
import dev.longshore.server.store.StoredEnvironment;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jgit.http.server.GitSmartHttpTools;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which environment a Git request means and whether its user may do that, before JGit sees the request. Refusals
 * are plain text, which git shows with {@code remote:} before it.
 */
final class GitGate extends HttpFilter {
    private static final Logger LOG = LoggerFactory.getLogger(GitGate.class);
    private static final long serialVersionUID = 1L;
    private static final String ENVIRONMENT = GitGate.class.getName();
    private static final String PUSHED_PACK = "application/x-git-receive-pack-request";

    private final transient RepositoryDoor door;

    GitGate(RepositoryDoor door) {
        this.door = door;
    }

    /**
     * The environment of a request that has passed; empty when it isn't there yet and the request only asks what a push to
     * it would find.
     */
    static Optional<StoredEnvironment> environmentOf(HttpServletRequest request) {
        if (request.getAttribute(ENVIRONMENT) instanceof RepositoryDoor.Entered entered) {
            return entered.environment();
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
        // As it was sent: a name needs no escapes, and what has any, or parameters or dots, means to be read as
        // another.
        Optional<RepositoryAddress> address =
                RepositoryAddress.parse(request.getRequestURI(), Optional.ofNullable(request.getParameter("service")));
        if (address.isEmpty()) {
            refuse(
                    response,
                    HttpServletResponse.SC_NOT_FOUND,
                    "a repository's address is /<project>.git, where a project's name is " + DnsLabel.RULE);
            return;
        }
        if (!request.getMethod().equals(address.get().method())) {
            response.setHeader("Allow", address.get().method());
            refuse(
                    response,
                    HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                    "this address is for " + address.get().method() + " only");
            return;
        }
        if (!BoundedRequest.isReadable(request)) {
            refuse(
                    response,
                    HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
                    "a body may be compressed by gzip, and not otherwise encoded");
            return;
        }
        RepositoryDoor.Answer answer;
        try {
            answer = door.enter(
                    address.get().environment(), Authenticator.userOf(request), intent(address.get(), request));
        } catch (IOException | RuntimeException e) {
            Optional<StorageFault> fault = StorageFault.of(e);
            if (fault.isEmpty()) {
                throw e;
            }
            LOG.error("{}: {}", path, fault.get().what(), e);
            // Git shows no text that comes with another status.
            GitSmartHttpTools.sendError(
                    request, response, HttpServletResponse.SC_OK, fault.get().text() + ".");
            return;
        }
        if (answer instanceof RepositoryDoor.Refused refused) {
            refuse(response, status(refused.reason()), refused.message());
            return;
        }
        request.setAttribute(ENVIRONMENT, answer);
        chain.doFilter(BoundedRequest.of(request, address.get().receives()), response);
    }

    private static RepositoryDoor.Intent intent(RepositoryAddress address, HttpServletRequest request) {
        if (!address.receives()) {
            return RepositoryDoor.Intent.FETCH;
        }
        return isPush(request) ? RepositoryDoor.Intent.PUSH : RepositoryDoor.Intent.ASK_BEFORE_PUSH;
    }

    /** Whether this brings commits. A page of another site can't make a browser send this type without leave (CORS). */
    private static boolean isPush(HttpServletRequest request) {
        return request.getMethod().equals("POST") && PUSHED_PACK.equals(request.getContentType());
    }

    private static int status(RepositoryDoor.Reason reason) {
        return switch (reason) {
            case UNKNOWN -> HttpServletResponse.SC_NOT_FOUND;
            case FORBIDDEN -> HttpServletResponse.SC_FORBIDDEN;
        };
    }

    private static void refuse(HttpServletResponse response, int status, String message) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=utf-8");
        response.getOutputStream().write((message + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
