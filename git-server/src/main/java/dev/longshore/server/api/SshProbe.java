package dev.longshore.server.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks the server's own SSH port whether it is well: one that is greets first (RFC 4253, 4.2). */
final class SshProbe {
    private static final int TIMEOUT = (int) Duration.ofSeconds(2).toMillis();
    private static final String GREETING = "SSH-2.0-";

    private final int port;

    SshProbe(int port) {
        this.port = port;
    }

    boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT);
            socket.setSoTimeout(TIMEOUT);
            byte[] start = socket.getInputStream().readNBytes(GREETING.length());
            return new String(start, StandardCharsets.US_ASCII).equals(GREETING);
        } catch (IOException e) {
            return false;
        }
    }
}
