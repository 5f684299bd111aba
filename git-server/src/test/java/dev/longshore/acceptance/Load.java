package dev.longshore.acceptance;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that keep their connections and send requests at a steady rate, whatever the answers do: each request has a time at
 * which it is due, and the time that it takes counts from there. A request is lost when its connection breaks or its answer
 * isn't 200.
 *
 * <p>It needs nothing but Java's own classes, so that a benchmark can run its source:
 * {@code java Load.java <port> <host> <requests per second> <connections>}; the end of the input ends it.
 */
final class Load implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final InetSocketAddress server;
    private final String host;
    private final String path;
    private final int posts;
    private final long interval;
    private final List<Thread> clients = new ArrayList<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();
    private volatile boolean goesOn = true;

    /**
     * An answer of status 200.
     *
     * @param due when its request had to be sent, by {@link System#nanoTime}
     * @param took from then to its last byte, in nanoseconds
     */
    record Answer(long due, long took, String body) {}

    private Load(int port, String host, String path, int posts, int perSecond, int connections) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.host = host;
        this.path = path;
        this.posts = posts;
        this.interval = TimeUnit.SECONDS.toNanos(connections) / perSecond;
        long start = System.nanoTime();
        for (int i = 0; i < connections; i++) {
            long first = start + interval * i / connections;
            Thread client = new Thread(() -> run(first), "load " + i);
            client.setDaemon(true);
            clients.add(client);
        }
    }

    /**
     * Starts to ask a server on this machine for {@code http://<host><path>}.
     *
     * @param posts every how manieth request is a POST, which nobody may send twice; 0 for none
     */
    static Load start(int port, String host, String path, int posts, int perSecond, int connections) {
        Load load = new Load(port, host, path, posts, perSecond, connections);
        load.clients.forEach(Thread::start);
        return load;
    }

    public static void main(String[] arguments) throws IOException {
        Load load = start(
                Integer.parseInt(arguments[0]),
                arguments[1],
                "/",
                0,
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]));
        System.in.readAllBytes();
        load.close();
        System.out.println(load.lost().size() + " " + load.sent() + " " + load.millis(0.5) + " " + load.millis(0.99));
        load.lost().stream().distinct().limit(10).forEach(System.err::println);
    }

    private void run(long first) {
        Optional<Connection> open = Optional.empty();
        int number = 0;
        for (long due = first; goesOn; due += interval) {
            await(due);
            try {
                Connection connection = open.isPresent() ? open.get() : Connection.open(server);
                open = Optional.of(connection);
                String body = connection.ask(request(number++));
                answers.add(new Answer(due, System.nanoTime() - due, body));
                if (connection.isLast()) {
                    connection.close();
                    open = Optional.empty();
                }
            } catch (IOException e) {
                lost.add(e.toString());
                open.ifPresent(Connection::close);
                open = Optional.empty();
            }
        }
        open.ifPresent(Connection::close);
    }

    private static void await(long due) {
        long left = due - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = due - System.nanoTime();
        }
    }

    private byte[] request(int number) {
        String head = " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n";
        boolean post = posts > 0 && number % posts == 0;
        String text = post ? "POST" + head + "Content-Length: 2\r\n\r\nhi" : "GET" + head + "\r\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Why requests got no good answer, a text for each. */
    List<String> lost() {
        return List.copyOf(lost);
    }

    List<Answer> answers() {
        return List.copyOf(answers);
    }

    int sent() {
        return answers.size() + lost.size();
    }

    /** The time within which this share of the answers came, in milliseconds. */
    long millis(double share) {
        long[] times = answers.stream().mapToLong(Answer::took).sorted().toArray();
        return times.length == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(times[(int) (share * (times.length - 1))]);
    }

    /** Sends nothing more, and returns when everything is answered. */
    @Override
    public void close() {
        goesOn = false;
        for (Thread client : clients) {
            try {
                client.join(2 * PATIENCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class Connection {
        private static final String LENGTH = "content-length:";

        private final Socket socket;
        private final InputStream in;
        private boolean last;

        private Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        static Connection open(InetSocketAddress server) throws IOException {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(server, (int) PATIENCE.toMillis());
            return new Connection(socket);
        }

        /** The body of an answer of status 200 that says how long it is. */
        String ask(byte[] request) throws IOException {
            socket.getOutputStream().write(request);
            String status = line();
            int length = -1;
            for (String field = line(); !field.isEmpty(); field = line()) {
                String lower = field.toLowerCase(Locale.ROOT);
                last |= lower.equals("connection: close");
                if (lower.startsWith(LENGTH)) {
                    length = Integer.parseInt(lower.substring(LENGTH.length()).strip());
                }
            }
            String body = new String(in.readNBytes(Math.max(0, length)), StandardCharsets.UTF_8);
            if (!status.startsWith("HTTP/1.1 200 ") || length < 0) {
                throw new IOException(status + ": " + body.strip());
            }
            return body;
        }

        /** Whether the server said that it takes no more requests here. */
        boolean isLast() {
            return last;
        }

        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException(
                            "the connection ended " + (line.size() == 0 ? "before" : "in") + " an answer");
                }
                line.write(next);
            }
            return line.toString(StandardCharsets.US_ASCII).strip();
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
