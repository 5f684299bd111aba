package dev.longshore.deployer.engine.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Asks whether a port accepts a connection. */
public final class TcpProbe {
    public static final String NOTHING_LISTENS = "nothing listens";

    private TcpProbe() {}

    public static ProbeAnswer ask(String address, int port, Duration timeout) {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.socket()
                    .connect(new InetSocketAddress(address, port), Math.toIntExact(Math.max(1, timeout.toMillis())));
            return new ProbeAnswer(true, "port " + port + " accepts connections");
        } catch (IOException e) {
            return new ProbeAnswer(false, nothingListens(port));
        }
    }

    static String nothingListens(int port) {
        return NOTHING_LISTENS + " on port " + port;
    }
}
