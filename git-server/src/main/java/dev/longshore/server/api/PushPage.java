package dev.longshore.server.api;

import dev.longshore.project.name.EnvironmentName;
import dev.longshore.server.access.Action;
import dev.longshore.server.access.Authenticator;
import dev.longshore.server.access.Authoriser;
import dev.longshore.server.log.PushLogs;
import dev.longshore.server.store.PushJournal;
import dev.longshore.server.store.StoredEnvironment;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.io.EofException;

/** {@code /<project>/pushes/<id>}: the address in a push's first line, where a browser shows its log as it grows. */
final class PushPage extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Pattern PATH = Pattern.compile("/([a-z0-9-]{1,63})/pushes/([0-9]{1,15})");

    private final transient EnvironmentLookup lookup;
    private final transient PushJournal pushes;
    private final transient PushLogs logs;

    PushPage(EnvironmentLookup lookup, PushJournal pushes, PushLogs logs) {
        this.lookup = lookup;
        this.pushes = pushes;
        this.logs = logs;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Matcher path = PATH.matcher(request.getServletPath()
                + Optional.ofNullable(request.getPathInfo()).orElse(""));
        if (!path.matches() || !Authoriser.permits(Authenticator.userOf(request), Action.READ)) {
            chain.doFilter(request, response);
            return;
        }
        long id = Long.parseLong(path.group(2));
        try {
            StoredEnvironment environment = lookup.find(path.group(1), EnvironmentName.DEFAULT_ALIAS);
            if (pushes.find(environment.id(), id).isEmpty()) {
                throw ApiException.notFound("there is no such push");
            }
        } catch (ApiException e) {
            Json.write(response, e);
            return;
        }
        response.setContentType("text/plain;charset=utf-8");
        // Without it browsers wait for the first kilobytes to guess what this is.
        response.setHeader("X-Content-Type-Options", "nosniff");
        try {
            logs.copy(id, 0, true, new ColourlessOutputStream(response.getOutputStream()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EofException(e);
        }
    }
}
