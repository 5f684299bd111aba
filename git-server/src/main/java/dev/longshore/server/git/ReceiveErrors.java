package dev.longshore.server.git;

import dev.longshore.server.limits.LimitExceededException;
import dev.longshore.server.store.StorageFault;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.ZipException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.UnpackException;
import org.eclipse.jgit.http.server.GitSmartHttpTools;
import org.eclipse.jgit.http.server.ReceivePackErrorHandler;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.SideBandOutputStream;
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
        } catch (PackProtocolException | LimitExceededException e) {
            LOG.info("{}: what was pushed is not accepted: {}", request.getRequestURI(), e.getMessage());
            if (!response.isCommitted()) {
                refuse(response, String.valueOf(e.getMessage()));
            }
        } catch (UnpackException e) {
            // The client has been told in Git's own way.
            LOG.info("{}: what was pushed is not accepted: {}", request.getRequestURI(), e.getMessage());
            tellOfFault(request, response, e);
        } catch (EOFException e) {
            LOG.info("{}: the client left before the end of its push", request.getRequestURI());
        } catch (ZipException | BodyTooLargeException e) {
            LOG.info("{}: what was pushed is not accepted: {}", request.getRequestURI(), e.getMessage());
            answer(request, response, HttpServletResponse.SC_BAD_REQUEST);
        } catch (IOException | RuntimeException e) {
            LOG.error("{}: a push can't be received", request.getRequestURI(), e);
            if (!tellOfFault(request, response, e)) {
                answer(request, response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            }
        }
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response, int status)
            throws IOException {
        if (!response.isCommitted()) {
            response.reset();
            GitSmartHttpTools.sendError(request, response, status);
        }
    }

    /**
     * Tells the client in the side band for errors (gitprotocol-pack). JGit's own way would first wait for the rest of the
     * request, however slow.
     */
    private static void refuse(HttpServletResponse response, String message) throws IOException {
        response.reset();
        response.setContentType(GitSmartHttpTools.RECEIVE_PACK_RESULT_TYPE);
        try (OutputStream output = response.getOutputStream();
                SideBandOutputStream errors = new SideBandOutputStream(
                        SideBandOutputStream.CH_ERROR, SideBandOutputStream.SMALL_BUF, output)) {
            errors.write((message + "\n").getBytes(StandardCharsets.UTF_8));
            errors.flush();
            new PacketLineOut(output).end();
        }
    }

    /** Puts a fault of the server's own in the place of an answer that hasn't been sent; returns whether it did. */
    private static boolean tellOfFault(HttpServletRequest request, HttpServletResponse response, Exception cause)
            throws IOException {
        Optional<StorageFault> fault = StorageFault.of(cause);
        if (fault.isEmpty() || response.isCommitted()) {
            return false;
        }
        LOG.error("{}: {}", request.getRequestURI(), fault.get().what(), cause);
        response.reset();
        // Git shows no text that comes with another status.
        GitSmartHttpTools.sendError(
                request,
                response,
                HttpServletResponse.SC_OK,
                "push refused: " + fault.get().text() + ".");
        return true;
    }
}
