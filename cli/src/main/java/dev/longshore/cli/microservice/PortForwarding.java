package dev.longshore.cli.microservice;

import dev.longshore.cli.json.JsonText;
import dev.longshore.cli.json.MalformedJson;
import dev.longshore.cli.server.Stream;
import dev.longshore.cli.terminal.Failure;
import dev.longshore.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.util.Arrays;
import java.util.function.Supplier;

/** Joins each connection to a stream of its own. */
final class PortForwarding {
    private static final int BLOCK = 32 * 1024;
    private static final byte[] END = {};

    private final Supplier<Stream> streams;
    private final Terminal terminal;

    PortForwarding(Supplier<Stream> streams, Terminal terminal) {
        this.streams = streams;
        this.terminal = terminal;
    }

    /** Serves until the thread is interrupted. */
    void serve(ServerSocketChannel listening) throws IOException {
        try {
            while (true) {
                Socket connection = listening.accept().socket();
                start(() -> join(connection));
            }
        } catch (ClosedByInterruptException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void join(Socket connection) {
        try (connection;
                Stream stream = streams.get()) {
            connection.setTcpNoDelay(true);
            Thread up = start(() -> copyUp(connection, stream));
            copyDown(stream, connection);
            up.join();
        } catch (Failure failure) {
            terminal.failure(Failure.reason(failure));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException left) {
            // Who connected here has gone.
        }
    }

    /** Returns when the server has sent all, or has gone, upon which the connection is closed. */
    private void copyDown(Stream stream, Socket connection) throws IOException {
        Stream.Message message = stream.receive();
        while (message instanceof Stream.Message.Data data && data.bytes().length > 0) {
            connection.getOutputStream().write(data.bytes());
            message = stream.receive();
        }
        if (message instanceof Stream.Message.Text text) {
            terminal.failure(problem(text.text()));
        }
        if (message instanceof Stream.Message.Data) {
            connection.shutdownOutput();
        } else {
            connection.close();
        }
    }

    private static void copyUp(Socket connection, Stream stream) {
        try {
            InputStream in = connection.getInputStream();
            byte[] block = new byte[BLOCK];
            for (int length = in.read(block); length >= 0; length = in.read(block)) {
                stream.send(Arrays.copyOf(block, length));
            }
            stream.send(END);
        } catch (IOException | Failure broken) {
            stream.close();
        }
    }

    private static String problem(String text) {
        try {
            return JsonText.readObject(text).text("problem");
        } catch (MalformedJson unknown) {
            return "the server has closed the connection";
        }
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, "forward");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
