package dev.longshore.server.git;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.UnpackException;
import org.eclipse.jgit.http.server.GitSmartHttpTools;
import org.eclipse.jgit.http.server.ReceivePackErrorHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells apart who is to blame when receiving a push ends early, so that the log has a trace only for what is ours. */
final class ReceiveErrors implements ReceivePackErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiveErrors.class);

    @Override
    public void receive(HttpServletRequest request, HttpServletResponse response, ReceivePackRunnable push)
            throws IOException {
        try {
            push.receive();
        } catch (PackProtocolException e) {
            LOG.info("{}: what was pushed is not accepted: {}", request.getRequestURI(), e.getMessage());
            if (!response.isCommitted()) {
                response.reset();
                GitSmartHttpTools.sendError(request, response, HttpServletResponse.SC_OK, e.getMessage());
            }
        } catch (UnpackException e) {
            // The client has been told in Git's own way.
            LOG.info("{}: what was pushed is not accepted: {}", request.getRequestURI(), e.getMessage());
        } catch (EOFException e) {
            LOG.info("{}: the client left before the end of its push", request.getRequestURI());
        } catch (IOException | RuntimeException e) {
            LOG.error("{}: a push can't be received", request.getRequestURI(), e);
            if (!response.isCommitted()) {
                response.reset();
                GitSmartHttpTools.sendError(request, response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            }
        }
    }
}
