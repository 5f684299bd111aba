package dev.longshore.deployer.engine.probe;

import dev.longshore.project.manifest.Probe;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Asks {@code grpc.health.v1.Health/Check} (the gRPC health checking protocol) over HTTP/2 without TLS, as Kubernetes
 * does. The one field of the question is a text, the one of the answer a small number, so they are written and read by hand.
 */
public final class GrpcProbe {
    private static final String PATH = "/grpc.health.v1.Health/Check";

    /** A gRPC message is preceded by a flag for compression and its length in 4 bytes. */
    private static final int PREFIX = 5;

    /** Field 1 of a protocol buffer, as a text and as a number. */
    private static final byte TEXT_FIELD = 0x0a;

    private static final byte NUMBER_FIELD = 0x08;
    private static final byte SERVING = 1;

    private static final int MAX_SERVICE = 127;

    private GrpcProbe() {}

    public static ProbeAnswer ask(Probe.Grpc probe, String address, Duration timeout) {
        String question = "gRPC health of " + (probe.service().isEmpty() ? "the server" : probe.service());
        long end = System.nanoTime() + timeout.toNanos();
        HTTP2Client client = new HTTP2Client();
        client.setConnectTimeout(Math.max(1, timeout.toMillis()));
        try {
            client.start();
            Session session = client.connect(new InetSocketAddress(address, probe.port()), new Session.Listener() {})
                    .get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            CompletableFuture<String> answer = new CompletableFuture<>();
            session.newStream(headers(probe, address), new Answer(answer))
                    .thenCompose(stream -> stream.data(new DataFrame(stream.getId(), message(probe.service()), true)))
                    .exceptionally(failure -> {
                        answer.completeExceptionally(failure);
                        return null;
                    });
            String status = answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            return new ProbeAnswer(status.equals("SERVING"), question + " is " + status);
        } catch (TimeoutException e) {
            return new ProbeAnswer(false, question + " gets no answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            return new ProbeAnswer(false, TcpProbe.nothingListens(probe.port()) + " that speaks gRPC");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ProbeAnswer(false, question + " was interrupted");
        } catch (Exception e) {
            return new ProbeAnswer(false, question + " fails: " + e.getMessage());
        } finally {
            LifeCycle.stop(client);
        }
    }

    private static HeadersFrame headers(Probe.Grpc probe, String address) {
        HttpFields fields = HttpFields.build()
                .put("content-type", "application/grpc")
                .put("te", "trailers")
                .put("user-agent", "longshore-probe");
        HttpURI uri = HttpURI.from("http://" + address + ":" + probe.port() + PATH);
        return new HeadersFrame(new MetaData.Request("POST", uri, HttpVersion.HTTP_2, fields), null, false);
    }

    private static ByteBuffer message(String service) {
        byte[] name = service.getBytes(StandardCharsets.UTF_8);
        if (name.length > MAX_SERVICE) {
            throw new IllegalArgumentException("the name of a gRPC service has at most " + MAX_SERVICE + " bytes");
        }
        int length = name.length == 0 ? 0 : 2 + name.length;
        ByteBuffer message = ByteBuffer.allocate(PREFIX + length).put((byte) 0).putInt(length);
        if (length > 0) {
            message.put(TEXT_FIELD).put((byte) name.length).put(name);
        }
        return message.flip();
    }

    /** Takes the answer's message, or where there is none the call's status. */
    private static final class Answer implements Stream.Listener {
        private final CompletableFuture<String> answer;

        Answer(CompletableFuture<String> answer) {
            this.answer = answer;
        }

        @Override
        public void onHeaders(Stream stream, HeadersFrame frame) {
            HttpFields fields = frame.getMetaData().getHttpFields();
            String status = fields.get("grpc-status");
            if (frame.isEndStream() || (status != null && !status.equals("0"))) {
                answer.complete("unknown (gRPC status " + (status == null ? "missing" : status) + ")");
            } else {
                stream.demand();
            }
        }

        @Override
        public void onDataAvailable(Stream stream) {
            Stream.Data data = stream.readData();
            if (data == null) {
                stream.demand();
                return;
            }
            ByteBuffer bytes = data.frame().getByteBuffer();
            if (bytes.remaining() >= PREFIX) {
                answer.complete(isServing(bytes.slice()) ? "SERVING" : "NOT_SERVING");
            }
            boolean isLast = data.frame().isEndStream();
            data.release();
            if (!isLast) {
                stream.demand();
            }
        }

        private static boolean isServing(ByteBuffer message) {
            return message.remaining() == PREFIX + 2
                    && message.get(PREFIX) == NUMBER_FIELD
                    && message.get(PREFIX + 1) == SERVING;
        }
    }
}
