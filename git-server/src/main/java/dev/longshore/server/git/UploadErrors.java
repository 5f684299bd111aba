package dev.longshore.server.git;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.http.server.GitSmartHttpTools;
import org.eclipse.jgit.http.server.UploadPackErrorHandler;
import org.eclipse.jgit.transport.ServiceMayNotContinueException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells apart who is to blame when a fetch fails, so that the log has a trace only for what is ours. */
final class UploadErrors implements UploadPackErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(UploadErrors.class);

    @Override
    public void upload(HttpServletRequest request, HttpServletResponse response, UploadPackRunnable fetch)
            throws IOException {
        try {
            fetch.upload();
        } catch (ServiceMayNotContinueException e) {
            LOG.info("{}: this fetch is refused: {}", request.getRequestURI(), e.getMessage());
            if (!e.isOutput()) {
                answer(request, response, e.getStatusCode(), String.valueOf(e.getMessage()));
            }
        } catch (PackProtocolException | ZipException e) {
            LOG.info("{}: this is no fetch: {}", request.getRequestURI(), e.getMessage());
            answer(request, response, HttpServletResponse.SC_BAD_REQUEST, "this is not Git's protocol");
        } catch (EOFException e) {
            LOG.info("{}: the client left before the end of its fetch", request.getRequestURI());
        } catch (IOException | RuntimeException e) {
            if (BodyTooLargeException.isBehind(e)) {
                LOG.info("{}: the body of a fetch is too large", request.getRequestURI());
                answer(request, response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "the request is too large");
            } else {
                LOG.error("{}: a fetch can't be served", request.getRequestURI(), e);
                answer(
                        request,
                        response,
                        HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                        "internal error; the server's log has more");
            }
        }
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response, int status, String message)
            throws IOException {
        if (!response.isCommitted()) {
            response.reset();
            GitSmartHttpTools.sendError(request, response, status, message);
        }
    }
}
