package dev.longshore.server;

import dev.longshore.server.access.Authenticator;
import dev.longshore.server.api.Api;
import dev.longshore.server.git.GitHttp;
import dev.longshore.server.http.HeadDeadline;
import dev.longshore.server.http.HttpLimits;
import dev.longshore.server.http.PlainErrors;
import dev.longshore.server.stream.StreamDoor;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumSet;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP door, on the loopback address only. Everything but {@code /healthz} passes the authenticator. */
final class WebServer {
    /** A push that builds may say nothing to the client while the client says nothing to it. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    /** The default of 50 lets a burst of connections wait for a second try of their clients. */
    private static final int WAITING_TO_BE_ACCEPTED = 1024;

    /** How long answers may take to reach their end when the server stops: a push's verdict must. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final Server server;
    private final ServerConnector connector;
    private final HttpLimits limits;

    WebServer(HttpLimits limits) {
        this.limits = limits;
        QueuedThreadPool threads = new QueuedThreadPool(limits.threads());
        threads.setName("http");
        // Whoever watches a push or follows a log holds a thread; null where this Java has no virtual ones.
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setAcceptQueueSize(WAITING_TO_BE_ACCEPTED);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        server.setErrorHandler(new PlainErrors());
    }

    /**
     * Takes the port, so that addresses can be told before the first request is answered.
     *
     * @return the real port
     * @throws IllegalStateException when the port is taken; the message is meant for a person
     */
    int bind(int port) {
        connector.setPort(port);
        try {
            connector.open();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "port " + port + " can't be listened on: " + reason(e) + "; choose another with --port", e);
        }
        return connector.getLocalPort();
    }

    /** Jetty's own words lack the system's, which are those of the innermost cause. */
    private static String reason(IOException failure) {
        Throwable innermost = failure;
        while (innermost.getCause() instanceof IOException cause) {
            innermost = cause;
        }
        return String.valueOf(innermost.getMessage());
    }

    void start(Authenticator authenticator, GitHttp git, Api api) throws Exception {
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/");
        context.setErrorHandler(new PlainErrors());
        StreamDoor.prepare(context);
        add(context, authenticator);
        add(context, api.pages());
        add(context, git.gate());
        context.addServlet(new ServletHolder(api.servlet()), "/api/v1/*");
        context.addServlet(new ServletHolder(git.servlet()), "/*");
        HeadDeadline deadline = new HeadDeadline(limits, connector.getScheduler());
        connector.addBean(deadline);
        deadline.setHandler(new GracefulHandler(new Handler.Sequence(new HealthHandler(), context)));
        server.setHandler(deadline);
        server.setStopTimeout(LAST_WORDS.toMillis());
        server.start();
    }

    /** Takes no more connections; those that are open go on. */
    void stopAccepting() {
        connector.close();
    }

    void stop() throws Exception {
        server.stop();
    }

    private static void add(ServletContextHandler context, Filter filter) {
        context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
    }
}
