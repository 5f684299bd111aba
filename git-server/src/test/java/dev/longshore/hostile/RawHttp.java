package dev.longshore.hostile;

import dev.longshore.server.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A connection on which bytes are sent as they are, as HTTP clients tidy up what they are given. */
final class RawHttp implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;

    private RawHttp(Socket socket) {
        this.socket = socket;
    }

    /** What came back until the connection's end. */
    record Answer(String text) {
        /** 0 when there was no answer. */
        int status() {
            return text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
        }

        List<String> head() {
            return text.substring(0, Math.max(0, text.indexOf("\r\n\r\n")))
                    .lines()
                    .toList();
        }

        String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }
    }

    static RawHttp open(TestServer server) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.server().port());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return new RawHttp(socket);
    }

    /** Sends a whole request, of which every character is a byte, and reads what comes. */
    static Answer ask(TestServer server, String request) throws IOException {
        try (RawHttp connection = open(server)) {
            try {
                connection.send(request);
            } catch (SocketException e) {
                // A server may have heard enough before the end; what it answered counts.
            }
            return connection.answer();
        }
    }

    /** A request without a body, with a token. */
    static String get(String target, String token) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + basic("asha", token)
                + "\r\n";
    }

    static String basic(String name, String token) {
        byte[] credentials = (name + ":" + token).getBytes(StandardCharsets.UTF_8);
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(credentials) + "\r\n";
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Everything until the server closes the connection, or breaks it. */
    Answer answer() throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        InputStream input = socket.getInputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                received.write(buffer, 0, read);
            }
        } catch (SocketException e) {
            // A server that gives a client up may reset the connection; what came before it counts.
        }
        return new Answer(received.toString(StandardCharsets.ISO_8859_1));
    }

    /** The head of the next answer on a connection that stays open. */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream input = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = input.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
