package dev.longshore.engine.testing;

import dev.longshore.engine.EngineAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A way to the real engine that fails as engines do: {@link #kill} is what its clients see of a SIGKILL (connections end in
 * the middle, the socket's file stays and refuses), {@link #hang} an engine that accepts and never answers. Containers
 * live on meanwhile, as with Docker's live-restore.
 */
public final class FaultyEngine implements AutoCloseable {
    private static final int BLOCK = 64 * 1024;
    private static final int LONGEST_LINE = 300;

    private final Path socket;
    private final Path engine;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private Optional<ServerSocketChannel> server = Optional.empty();
    private Optional<Fault> planned = Optional.empty();
    private boolean hanging;

    private record Fault(String method, Pattern path, Runnable action, Optional<String> answer) {}

    private FaultyEngine(Path socket, Path engine) {
        this.socket = socket;
        this.engine = engine;
    }

    /** @param socket where it listens; at most about 100 characters */
    public static FaultyEngine before(EngineAddress engine, Path socket) {
        FaultyEngine faulty = new FaultyEngine(socket, engine.socket());
        faulty.start();
        return faulty;
    }

    public EngineAddress address() {
        return new EngineAddress(socket);
    }

    /** Answers again, after {@link #kill} and {@link #hang} alike. */
    public synchronized void start() {
        planned = Optional.empty();
        hanging = false;
        notifyAll();
        if (server.isPresent()) {
            return;
        }
        try {
            Files.deleteIfExists(socket);
            ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listening.bind(UnixDomainSocketAddress.of(socket));
            server = Optional.of(listening);
            run(() -> accept(listening));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public synchronized void kill() {
        planned = Optional.empty();
        server.ifPresent(FaultyEngine::close);
        server = Optional.empty();
        open.forEach(FaultyEngine::close);
        open.clear();
    }

    public synchronized void hang() {
        planned = Optional.empty();
        hanging = true;
    }

    /**
     * Does something, once, before the next request of a kind reaches the engine; none does after {@link #kill}.
     *
     * @param path a regular expression that a part of the request's matches
     */
    public synchronized void at(String method, String path, Runnable action) {
        planned = Optional.of(new Fault(method, Pattern.compile(path), action, Optional.empty()));
    }

    /** Answers the next GET request of a kind itself, once, with an error of the engine's own. */
    public synchronized void fail(String path, String reason) {
        answer("GET", path, "500 Internal Server Error", "{\"message\":\"" + reason + "\"}");
    }

    /** Ends the next build itself, once, with an error of the engine's own. */
    public synchronized void failBuild(String reason) {
        answer("POST", "/build\\?", "200 OK", "{\"error\":\"" + reason + "\"}");
    }

    private void answer(String method, String path, String status, String body) {
        String answer = "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
        planned = Optional.of(new Fault(method, Pattern.compile(path), () -> {}, Optional.of(answer)));
    }

    @Override
    public void close() {
        kill();
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocketChannel listening) {
        try {
            while (true) {
                SocketChannel client = listening.accept();
                open.add(client);
                run(() -> connect(client));
            }
        } catch (IOException e) {
            // Killed.
        }
    }

    private void connect(SocketChannel client) {
        try (SocketChannel toEngine = SocketChannel.open(UnixDomainSocketAddress.of(engine))) {
            open.add(toEngine);
            run(() -> copy(toEngine, client));
            copy(client, toEngine);
        } catch (IOException e) {
            close(client);
        }
    }

    private void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        try {
            while (from.read(block) >= 0) {
                block.flip();
                Optional<ByteBuffer> answer = consider(block);
                if (answer.isPresent() && first(block).startsWith("POST ")) {
                    skipBody(block, from);
                }
                awaitAlive();
                write(answer.orElse(block), answer.isPresent() ? from : to);
                block.clear();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        } finally {
            open.remove(from);
        }
    }

    /** Reads the rest of a request that comes in chunks. */
    private static void skipBody(ByteBuffer block, SocketChannel from) throws IOException {
        while (!StandardCharsets.ISO_8859_1.decode(block.duplicate()).toString().endsWith("0\r\n\r\n")) {
            block.clear();
            if (from.read(block) < 0) {
                return;
            }
            block.flip();
        }
    }

    private static String first(ByteBuffer block) {
        ByteBuffer start = block.slice(0, Math.min(block.remaining(), LONGEST_LINE));
        return StandardCharsets.ISO_8859_1
                .decode(start)
                .toString()
                .lines()
                .findFirst()
                .orElse("");
    }

    private static void write(ByteBuffer bytes, SocketChannel to) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    /** Does what is planned before a request; returns the answer to it when the engine isn't to be asked. */
    private Optional<ByteBuffer> consider(ByteBuffer block) {
        String line = first(block);
        Optional<Fault> due;
        synchronized (this) {
            due = planned.filter(fault -> line.startsWith(fault.method() + " ")
                    && fault.path().matcher(line).find());
            planned = due.isPresent() ? Optional.empty() : planned;
        }
        due.ifPresent(fault -> fault.action().run());
        return due.flatMap(Fault::answer).map(StandardCharsets.US_ASCII::encode);
    }

    private synchronized void awaitAlive() throws IOException {
        while (hanging) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    private static void run(Runnable work) {
        Thread thread = new Thread(work, "faulty-engine");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(AutoCloseable channel) {
        try {
            channel.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
