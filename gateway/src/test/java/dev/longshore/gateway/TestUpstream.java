package dev.longshore.gateway;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** A microservice on loopback that remembers what it was sent; unless told otherwise it answers with name and target. */
final class TestUpstream implements AutoCloseable {
    /** One request as it arrived. */
    record Received(String method, String target, HttpFields headers) {}

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Server server;
    private final ServerConnector connector;

    private TestUpstream(Request.Handler answer) throws Exception {
        server = new Server();
        connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        HttpConfiguration configuration =
                connector.getConnectionFactory(HttpConnectionFactory.class).getHttpConfiguration();
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        configuration.setRequestHeaderSize(64 * 1024);
        configuration.setHeaderCacheCaseSensitive(true);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                received.add(new Received(
                        request.getMethod(),
                        request.getHttpURI().getPathQuery(),
                        HttpFields.build(request.getHeaders()).asImmutable()));
                return answer.handle(request, response, callback);
            }
        });
        server.start();
    }

    static TestUpstream named(String name) throws Exception {
        return answering((request, response, callback) -> {
            Content.Source.consumeAll(request);
            Content.Sink.write(response, true, name + " " + request.getHttpURI().getPathQuery(), callback);
            return true;
        });
    }

    static TestUpstream answering(Request.Handler answer) throws Exception {
        return new TestUpstream(answer);
    }

    int port() {
        return connector.getLocalPort();
    }

    Received last() {
        return received.get(received.size() - 1);
    }

    void forget() {
        received.clear();
    }

    int requests() {
        return received.size();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
