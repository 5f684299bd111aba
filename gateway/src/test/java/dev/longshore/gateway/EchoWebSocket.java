package dev.longshore.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;

/** A microservice that speaks WebSocket (RFC 6455): it greets within the handshake's packet, then echoes each frame. */
final class EchoWebSocket implements AutoCloseable {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int CLOSE = 8;

    private final ServerSocket socket;
    private volatile String handshake = "";

    EchoWebSocket() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "echo");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The last opening handshake, as it arrived. */
    String handshake() {
        return handshake;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                serve(new DataInputStream(connection.getInputStream()), connection.getOutputStream());
            } catch (IOException | GeneralSecurityException e) {
                assertThat(e).as("the end of one connection").isNotNull();
            }
        }
    }

    private void serve(DataInputStream in, OutputStream out) throws IOException, GeneralSecurityException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readByte());
        }
        handshake = head.toString();
        String key = head.toString()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse("");
        byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
        String answer = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "X-From: upstream\r\nSec-WebSocket-Accept: "
                + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n\u0081\u0005hello";
        out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        for (boolean open = true; open; ) {
            open = echoFrame(in, out);
        }
    }

    private static boolean echoFrame(DataInputStream in, OutputStream out) throws IOException {
        int first = in.readUnsignedByte();
        int shortLength = in.readUnsignedByte() & 0x7f;
        long length = shortLength == 126 ? in.readUnsignedShort() : shortLength == 127 ? in.readLong() : shortLength;
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes((int) length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        out.write(first);
        out.write(shortLength);
        int lengthBytes = shortLength == 126 ? 2 : shortLength == 127 ? 8 : 0;
        for (int shift = 8 * (lengthBytes - 1); shift >= 0; shift -= 8) {
            out.write((int) (length >>> shift));
        }
        out.write(payload);
        out.flush();
        return (first & 0x0f) != CLOSE;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
