package dev.longshore.server.api;

import dev.longshore.deployer.ClaimException;
import dev.longshore.deployer.NoSuchPodException;
import dev.longshore.engine.EngineException;
import dev.longshore.server.access.Authenticator;
import dev.longshore.server.access.Authoriser;
import dev.longshore.server.access.User;
import dev.longshore.server.store.StorageFault;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP API below {@code /api/v1}: finds a request's endpoint, checks the caller's role, and tells problems. */
public final class ApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ApiServlet.class);

    private final transient List<Endpoint> endpoints;

    ApiServlet(List<Endpoint> endpoints) {
        this.endpoints = List.copyOf(endpoints);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            answer(request, response);
        } catch (ApiException e) {
            tell(response, e, e);
        } catch (ClaimException e) {
            LOG.info("{} can't be done: {}", request.getRequestURI(), e.getMessage());
            tell(response, Claims.problem(e), e);
        } catch (NoSuchPodException e) {
            tell(response, ApiException.notFound(String.valueOf(e.getMessage())), e);
        } catch (EngineException e) {
            LOG.warn("{} can't be answered: {}", request.getRequestURI(), e.getMessage());
            tell(response, ApiException.unavailable(String.valueOf(e.getMessage())), e);
        } catch (RuntimeException e) {
            Optional<StorageFault> fault = StorageFault.of(e);
            LOG.error("{} can't be answered", request.getRequestURI(), e);
            tell(
                    response,
                    fault.map(known -> ApiException.unavailable(known.text())).orElseGet(ApiException::internal),
                    e);
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws ApiException, IOException {
        User user = Authenticator.userOf(request);
        String path = Optional.ofNullable(request.getPathInfo()).orElse("");
        List<Endpoint> atPath = endpoints.stream()
                .filter(endpoint -> endpoint.path().matcher(path).matches())
                .toList();
        if (atPath.isEmpty()) {
            throw ApiException.notFound("there is nothing at this address");
        }
        Endpoint endpoint = atPath.stream()
                .filter(candidate -> candidate.method().equals(request.getMethod()))
                .findFirst()
                .orElseThrow(() -> ApiException.methodNotAllowed(
                        atPath.stream().map(Endpoint::method).sorted().toList()));
        if (!Authoriser.permits(user, endpoint.action())) {
            throw ApiException.forbidden(user.name() + " may not do this");
        }
        requireIntent(request, endpoint);
        endpoint.answer(new Call(request, user, names(endpoint, path)), response);
    }

    /** A page of another site can make a browser send its user's password along, but not with such a type (CORS). */
    private static void requireIntent(HttpServletRequest request, Endpoint endpoint) throws ApiException {
        String type = Optional.ofNullable(request.getContentType()).orElse("");
        if (!request.getMethod().equals("GET") && !type.startsWith(endpoint.bodyType())) {
            throw ApiException.wrongType(endpoint.bodyType());
        }
    }

    private static List<String> names(Endpoint endpoint, String path) {
        Matcher matcher = endpoint.path().matcher(path);
        return matcher.matches()
                ? IntStream.rangeClosed(1, matcher.groupCount())
                        .mapToObj(group -> String.valueOf(matcher.group(group)))
                        .toList()
                : List.of();
    }

    /**
     * An answer that has begun to stream can only be broken off, so that it doesn't look whole.
     *
     * @throws IOException makes Jetty abort the connection
     */
    private static void tell(HttpServletResponse response, ApiException problem, Exception cause) throws IOException {
        if (response.isCommitted()) {
            throw new EofException(cause);
        }
        response.resetBuffer();
        Json.write(response, problem);
    }
}
