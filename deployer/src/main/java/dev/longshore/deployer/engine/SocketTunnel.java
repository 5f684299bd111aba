package dev.longshore.deployer.engine;

import dev.longshore.deployer.Tunnel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** A connection to an address of the engine's networks, which the host reaches directly. */
final class SocketTunnel implements Tunnel {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Socket socket;

    private SocketTunnel(Socket socket) {
        this.socket = socket;
    }

    static SocketTunnel open(String address, int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(address, port), Math.toIntExact(PATIENCE.toMillis()));
            return new SocketTunnel(socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public InputStream in() throws IOException {
        return socket.getInputStream();
    }

    @Override
    public OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    @Override
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
