package dev.longshore.engine.docker;

import com.github.dockerjava.api.exception.DockerException;
import dev.longshore.engine.EngineAddress;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection to the engine that carries the two directions of a command once a request has opened it (Docker Engine
 * API, "attach"). The client library copies the input on a thread of its own that nobody can wait for.
 */
final class HijackedConnection implements Closeable {
    private static final int MAX_HEAD = 16 * 1024;
    private static final int MAX_PROBLEM = 64 * 1024;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})\\b.*", Pattern.DOTALL);
    private static final Pattern LENGTH = Pattern.compile("(?i)\\r\\nContent-Length: *([0-9]{1,9})\\r\\n");

    private final SocketChannel channel;

    private HijackedConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * @param path of the engine's API
     * @param json the body
     * @throws DockerException when the engine refuses
     */
    static HijackedConnection post(EngineAddress engine, String path, byte[] json) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(engine.socket()));
        HijackedConnection connection = new HijackedConnection(channel);
        try {
            connection.write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                            + "Upgrade: tcp\r\nContent-Type: application/json\r\nContent-Length: " + json.length
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            connection.write(json);
            connection.requireOpened();
            return connection;
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** What the engine sends. A channel can be read and written at the same time, which its streams can't in Java 17. */
    InputStream in() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return channel.read(ByteBuffer.wrap(bytes, offset, length));
            }
        };
    }

    void write(byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    /** Nothing more will be written. */
    void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** The engine's answer is 101, or 200 from one that skips the upgrade; then its bytes are the command's. */
    private void requireOpened() throws IOException {
        String head = head();
        Matcher status = STATUS.matcher(head);
        if (!status.matches()) {
            throw new IOException("the engine doesn't speak HTTP");
        }
        int code = Integer.parseInt(status.group(1));
        if (code != 101 && code != 200) {
            Matcher length = LENGTH.matcher(head);
            int bytes = length.find() ? Math.min(MAX_PROBLEM, Integer.parseInt(length.group(1))) : 0;
            throw new DockerException(new String(in().readNBytes(bytes), StandardCharsets.UTF_8), code);
        }
    }

    private String head() throws IOException {
        InputStream in = in();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 || head.size() == MAX_HEAD) {
                throw new EOFException("the engine's answer has no end");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }
}
