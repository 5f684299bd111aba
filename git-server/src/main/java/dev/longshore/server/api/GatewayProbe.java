package dev.longshore.server.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks the gateway whether it is well. By socket, as HTTP clients don't let their callers choose the Host header. */
final class GatewayProbe {
    private static final int TIMEOUT = (int) Duration.ofSeconds(2).toMillis();
    private static final String REQUEST =
            "GET /healthz HTTP/1.1\r\nHost: gateway.longshore.internal\r\nConnection: close\r\n\r\n";

    private final int port;

    GatewayProbe(int port) {
        this.port = port;
    }

    boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT);
            socket.setSoTimeout(TIMEOUT);
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String status = reader.readLine();
            return status != null && status.startsWith("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }
}
