package dev.longshore.deployer.engine.probe;

import dev.longshore.project.manifest.Probe;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * Asks over HTTP/1.1 and looks at the status alone, following no redirect. Written on a socket because the platform's
 * client lets nobody set {@code Host}, which probes of servers with several hosts need.
 */
public final class HttpProbe {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})(?: .*)?");
    private static final int MAX_STATUS_LINE = 1024;
    private static final int MAX_ANSWER = 10 * 1024;

    private HttpProbe() {}

    /**
     * The headers of a probe's request. The address of a replica is nobody's name, so the host is {@code localhost} unless
     * the probe says another.
     */
    public static List<Probe.Header> headers(Probe.HttpGet get) {
        List<Probe.Header> headers = new ArrayList<>();
        if (get.headers().stream().noneMatch(header -> header.name().equalsIgnoreCase("Host"))) {
            headers.add(new Probe.Header("Host", "localhost"));
        }
        headers.addAll(get.headers());
        headers.add(new Probe.Header("User-Agent", "longshore-probe"));
        headers.add(new Probe.Header("Connection", "close"));
        return headers;
    }

    public static ProbeAnswer ask(Probe.HttpGet get, String address, int port, Duration timeout) {
        String question = "GET " + get.path();
        int millis = Math.toIntExact(Math.max(1, timeout.toMillis()));
        // The channel's socket ends when its thread is interrupted, which a plain socket doesn't.
        try (SocketChannel channel = SocketChannel.open()) {
            Socket plain = channel.socket();
            plain.connect(new InetSocketAddress(address, port), millis);
            plain.setSoTimeout(millis);
            try (Socket socket = get.tls() ? encrypt(plain, address, port) : plain) {
                OutputStream output = socket.getOutputStream();
                output.write(request(get).getBytes(StandardCharsets.UTF_8));
                output.flush();
                Matcher status = STATUS_LINE.matcher(readLine(socket.getInputStream()));
                drain(socket);
                if (!status.matches()) {
                    return new ProbeAnswer(false, question + " gets an answer that isn't HTTP");
                }
                int code = Integer.parseInt(status.group(1));
                return new ProbeAnswer(code >= 200 && code < 400, question + " answers " + code);
            }
        } catch (SocketTimeoutException e) {
            return new ProbeAnswer(false, question + " gets no answer within " + timeout.toMillis() + " ms");
        } catch (ConnectException e) {
            return new ProbeAnswer(false, TcpProbe.nothingListens(port));
        } catch (IOException | GeneralSecurityException e) {
            return new ProbeAnswer(false, question + " fails: " + e.getMessage());
        }
    }

    private static String request(Probe.HttpGet get) {
        StringBuilder request = new StringBuilder("GET " + lineSafe(get.path()) + " HTTP/1.1\r\n");
        headers(get)
                .forEach(header -> request.append(lineSafe(header.name()))
                        .append(": ")
                        .append(lineSafe(header.value()))
                        .append("\r\n"));
        return request.append("\r\n").toString();
    }

    private static String lineSafe(String text) {
        return text.replaceAll("[\r\n]", "");
    }

    /** Takes the rest of the answer: some servers log an error when nobody does. The status is known, so faults are none. */
    private static void drain(Socket socket) {
        try {
            socket.getInputStream().skipNBytes(MAX_ANSWER);
        } catch (IOException e) {
            // The end of the answer comes as one, too.
        }
    }

    private static String readLine(InputStream input) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = input.read();
                next >= 0 && next != '\n' && line.length() < MAX_STATUS_LINE;
                next = input.read()) {
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    /** As Kubernetes does, a probe accepts any certificate: it asks whether the replica works, not who it is. */
    private static Socket encrypt(Socket plain, String address, int port) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyCertificate()}, null);
        return context.getSocketFactory().createSocket(plain, address, port, true);
    }
}
