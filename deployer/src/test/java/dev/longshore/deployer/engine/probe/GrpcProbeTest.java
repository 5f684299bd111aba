package dev.longshore.deployer.engine.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.manifest.Probe;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GrpcProbeTest {
    private static final Duration PATIENT = Duration.ofSeconds(10);

    private final Server server = new Server();
    private final ServerConnector connector =
            new ServerConnector(server, new HTTP2CServerConnectionFactory(new HttpConfiguration()));

    /** Serves {@code shop.Search}, and knows of {@code shop.Index} that it doesn't. */
    private static final class Health extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            byte[] question = BufferUtil.toArray(Content.Source.asByteBuffer(request));
            String service =
                    question.length > 7 ? new String(question, 7, question.length - 7, StandardCharsets.UTF_8) : "";
            response.getHeaders().put("content-type", "application/grpc");
            if (service.equals("shop.Unknown")) {
                response.getHeaders().put("grpc-status", "5");
                callback.succeeded();
                return true;
            }
            byte status = (byte) (service.equals("shop.Index") ? 2 : 1);
            response.setTrailersSupplier(() -> HttpFields.build().put("grpc-status", "0"));
            response.write(true, ByteBuffer.wrap(new byte[] {0, 0, 0, 0, 2, 8, status}), callback);
            return true;
        }
    }

    @BeforeEach
    void open() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Health());
        server.start();
    }

    @AfterEach
    void close() throws Exception {
        server.stop();
    }

    @Test
    void passes_when_the_server_or_the_service_is_serving() {
        assertThat(ask("")).isEqualTo(new ProbeAnswer(true, "gRPC health of the server is SERVING"));
        assertThat(ask("shop.Search")).isEqualTo(new ProbeAnswer(true, "gRPC health of shop.Search is SERVING"));
    }

    @Test
    void fails_when_it_is_not_or_is_not_known() {
        assertThat(ask("shop.Index")).isEqualTo(new ProbeAnswer(false, "gRPC health of shop.Index is NOT_SERVING"));
        assertThat(ask("shop.Unknown"))
                .isEqualTo(new ProbeAnswer(false, "gRPC health of shop.Unknown is unknown (gRPC status 5)"));
    }

    @Test
    void fails_when_nothing_listens() throws Exception {
        int port = connector.getLocalPort();
        server.stop();

        assertThat(GrpcProbe.ask(new Probe.Grpc(port, ""), "127.0.0.1", PATIENT))
                .isEqualTo(new ProbeAnswer(false, "nothing listens on port " + port + " that speaks gRPC"));
    }

    private ProbeAnswer ask(String service) {
        return GrpcProbe.ask(new Probe.Grpc(connector.getLocalPort(), service), "127.0.0.1", PATIENT);
    }
}
