package dev.longshore.engine.docker;

import com.github.dockerjava.api.exception.DockerException;
import dev.longshore.engine.EngineAddress;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A connection to the engine that carries the two directions of a command once a request has opened it (Docker Engine
 * API, "attach"). The client library copies the input on a thread of its own that nobody can wait for.
 */
final class HijackedConnection implements Closeable {
    private static final int MAX_PROBLEM = 64 * 1024;

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
        ResponseHead head = ResponseHead.read(in());
        if (head.status() != 101 && head.status() != 200) {
            int bytes = head.header("Content-Length")
                    .filter(length -> length.matches("[0-9]{1,9}"))
                    .map(length -> Math.min(MAX_PROBLEM, Integer.parseInt(length)))
                    .orElse(0);
            throw new DockerException(new String(in().readNBytes(bytes), StandardCharsets.UTF_8), head.status());
        }
    }
}
