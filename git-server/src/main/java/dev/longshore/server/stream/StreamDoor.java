package dev.longshore.server.stream;

import dev.longshore.server.access.RequestsAtOnce;
import dev.longshore.server.access.User;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.websocket.server.JettyWebSocketServerContainer;
import org.eclipse.jetty.ee11.websocket.server.config.JettyWebSocketServletContainerInitializer;

/** Turns requests of users who may do what they ask for into streams. */
public final class StreamDoor {
    /** Each holds two threads and a connection into the cluster. */
    private static final int PER_USER = 128;

    private static final int MAX_MESSAGE = 64 * 1024;

    private final RequestsAtOnce streams = new RequestsAtOnce(PER_USER);

    /** Why a request can't become a stream; the message is for a person. */
    public static final class RefusedStreamException extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean temporary;

        RefusedStreamException(String message, boolean temporary) {
            super(message);
            this.temporary = temporary;
        }

        /** Whether it may be granted later. */
        public boolean temporary() {
            return temporary;
        }
    }

    /** Prepares what serves the requests. */
    public static void prepare(ServletContextHandler context) {
        JettyWebSocketServletContainerInitializer.configure(context, (servlets, container) -> {
            container.setIdleTimeout(Duration.ZERO); // A shell may wait for its user, and the user for a command.
            container.setMaxBinaryMessageSize(MAX_MESSAGE);
            container.setMaxTextMessageSize(MAX_MESSAGE);
            container.setMaxFrameSize(MAX_MESSAGE);
        });
    }

    /** @throws RefusedStreamException when the request isn't that of a program which wants a stream, or is one too many */
    public void open(User user, HttpServletRequest request, HttpServletResponse response, StreamHandler handler)
            throws IOException, RefusedStreamException {
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            throw new RefusedStreamException("this address speaks WebSocket only", false);
        }
        if (request.getHeader("Origin") != null) {
            // A page of another site could make a browser open one with its user's password.
            throw new RefusedStreamException("browsers can't open streams", false);
        }
        Optional<RequestsAtOnce.Place> place = streams.enter(user);
        if (place.isEmpty()) {
            throw new RefusedStreamException(user.name() + " has too many streams open at once; try again later", true);
        }
        boolean opened = false;
        try {
            opened = JettyWebSocketServerContainer.getContainer(request.getServletContext())
                    .upgrade(
                            (asked, answer) ->
                                    new StreamSocket(handler, () -> place.get().close()),
                            request,
                            response);
        } finally {
            if (!opened) {
                place.get().close();
            }
        }
    }
}
