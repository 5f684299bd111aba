package dev.longshore.gateway;

import dev.longshore.gateway.proxy.Limits;
import dev.longshore.gateway.proxy.PageWriter;
import dev.longshore.gateway.proxy.RequestPath;
import dev.longshore.gateway.proxy.ReverseProxy;
import dev.longshore.gateway.route.RouteDirectory;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway, on the loopback interface only. */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final RouteDirectory routes;
    private final Server server;
    private final ServerConnector connector;

    private Gateway(GatewaySettings settings, RouteDirectory routes) {
        this.routes = routes;
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("gateway");
        // Null where this Java has no virtual threads.
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        server = new Server(threads);
        server.setStopTimeout(settings.drainTimeout().toMillis());
        server.setErrorHandler(new PageWriter());
        server.setHandler(
                new GracefulHandler(new HealthHandler(new ReverseProxy(routes::table, settings.idleTimeout()))));
        connector = new ServerConnector(server, new HttpConnectionFactory(configuration()));
        connector.setHost("127.0.0.1");
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.idleTimeout().toMillis());
        server.addConnector(connector);
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setUriCompliance(RequestPath.COMPLIANCE);
        configuration.setRequestHeaderSize(Limits.MAX_REQUEST_HEADERS);
        configuration.setResponseHeaderSize(Limits.MAX_RESPONSE_HEADERS);
        configuration.setSendServerVersion(false);
        // Else a value may come out in the case of an earlier one on the connection.
        configuration.setHeaderCacheCaseSensitive(true);
        return configuration;
    }

    /**
     * Serves what lies in the route directory; returns when requests are accepted.
     *
     * @throws IOException if the directory can't be read or the port isn't free; the message is for a person
     */
    public static Gateway start(GatewaySettings settings) throws IOException {
        RouteDirectory routes = RouteDirectory.open(settings.routes());
        Gateway gateway = new Gateway(settings, routes);
        try {
            gateway.server.start();
            return gateway;
        } catch (Exception e) {
            gateway.close();
            throw new IOException(
                    "can't listen on 127.0.0.1:" + settings.port() + ": " + rootMessage(e)
                            + "; choose another port with --port",
                    e);
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : rootMessage(cause);
    }

    /** The port that is listened on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Waits until the gateway has stopped. */
    public void join() throws InterruptedException {
        server.join();
    }

    /** Accepts nothing new, lets requests end for as long as the settings say, then closes every connection. */
    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (TimeoutException e) {
            LOG.warn("some requests didn't end in time and were cut off");
        } catch (Exception e) {
            throw new IOException("the gateway didn't stop cleanly: " + rootMessage(e), e);
        } finally {
            routes.close();
        }
    }
}
