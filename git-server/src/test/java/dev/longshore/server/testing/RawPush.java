package dev.longshore.server.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.jgit.lib.ObjectId;

/** Pushes bytes that no git would send, over HTTP. */
public final class RawPush {
    private static final int TIMEOUT_MILLIS = 60_000;

    private final TestServer server;
    private final String project;
    private final String token;

    public RawPush(TestServer server, String project, String token) {
        this.server = server;
        this.project = project;
        this.token = token;
    }

    /** Pushes a new ref with a pack and returns the whole answer. */
    public String create(String ref, ObjectId commit, byte[] pack) throws IOException {
        return send(join(command(ObjectId.zeroId(), commit, ref), "0000".getBytes(StandardCharsets.US_ASCII), pack));
    }

    /** A pkt-line (gitprotocol-common) with a command and the capabilities that matter. */
    public static byte[] command(ObjectId from, ObjectId to, String ref) {
        return line(from.name() + " " + to.name() + " " + ref + "\0 report-status side-band-64k agent=test");
    }

    public static byte[] line(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return join(String.format("%04x", bytes.length + 4).getBytes(StandardCharsets.US_ASCII), bytes);
    }

    /** Sends a whole request of a push and returns all of the answer. */
    public String send(byte[] body) throws IOException {
        try (Socket socket = open(body.length)) {
            socket.getOutputStream().write(body);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A connection on which the head of a push of this length has been sent. */
    public Socket open(long length) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.server().port());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        String credentials = Base64.getEncoder().encodeToString(("raw:" + token).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream()
                .write(("POST /" + project
                                + ".git/git-receive-pack HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                + "Content-Type: application/x-git-receive-pack-request\r\nContent-Length: " + length
                                + "\r\nAuthorization: Basic " + credentials + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
