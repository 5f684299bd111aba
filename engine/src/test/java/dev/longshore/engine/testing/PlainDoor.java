package dev.longshore.engine.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A port before a server without TLS. Engines try a registry with TLS first, and would wait for 10 seconds until they try
 * without: such connections end here at once.
 */
final class PlainDoor implements AutoCloseable {
    private static final int TLS_HANDSHAKE = 0x16;

    private final ServerSocket door;
    private final int serverPort;

    private PlainDoor(ServerSocket door, int serverPort) {
        this.door = door;
        this.serverPort = serverPort;
    }

    static PlainDoor before(int serverPort) throws IOException {
        PlainDoor opened = new PlainDoor(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), serverPort);
        start(opened::admit);
        return opened;
    }

    int port() {
        return door.getLocalPort();
    }

    private void admit() throws IOException {
        while (true) {
            Socket client = door.accept();
            start(() -> connect(client));
        }
    }

    private void connect(Socket client) throws IOException {
        try (client) {
            InputStream request = client.getInputStream();
            int first = request.read();
            if (first < 0 || first == TLS_HANDSHAKE) {
                return;
            }
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
                start(() -> {
                    server.getInputStream().transferTo(client.getOutputStream());
                    client.close();
                });
                server.getOutputStream().write(first);
                request.transferTo(server.getOutputStream());
            }
        }
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // One side has closed its connection, or the test its door.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
