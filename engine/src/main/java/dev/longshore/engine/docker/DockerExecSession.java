package dev.longshore.engine.docker;

import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.api.exception.DockerException;
import dev.longshore.engine.ExecSession;
import dev.longshore.engine.TerminalSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A command in a container, over a hijacked connection. */
final class DockerExecSession implements ExecSession {
    private static final int BLOCK = 32 * 1024;
    private static final Duration POLL = Duration.ofMillis(20);

    /** How long after its outputs are closed a command may take to end. */
    private static final Duration ENDING = Duration.ofSeconds(10);

    /** A terminal is there a moment after the command was started. */
    private static final int RESIZE_ATTEMPTS = 50;

    private final DockerConnection connection;
    private final HijackedConnection streams;
    private final String exec;
    private final String action;
    private final boolean terminal;

    private DockerExecSession(
            DockerConnection connection, HijackedConnection streams, String exec, String action, boolean terminal) {
        this.connection = connection;
        this.streams = streams;
        this.exec = exec;
        this.action = action;
        this.terminal = terminal;
    }

    static ExecSession start(DockerConnection connection, String container, Request request) {
        String action = "run " + request.command().get(0) + " in container " + container;
        boolean terminal = request.terminal().isPresent();
        String exec = connection.call(
                action,
                () -> connection
                        .client()
                        .execCreateCmd(container)
                        .withAttachStdin(request.input())
                        .withAttachStdout(true)
                        .withAttachStderr(true)
                        .withTty(terminal)
                        .withCmd(request.command().toArray(new String[0]))
                        .exec()
                        .getId());
        byte[] options = ("{\"Detach\":false,\"Tty\":" + terminal + "}").getBytes(StandardCharsets.UTF_8);
        HijackedConnection streams =
                connection.hijack(action, "/exec/" + RequestPath.segment(exec) + "/start", options);
        DockerExecSession session = new DockerExecSession(connection, streams, exec, action, terminal);
        try {
            request.terminal().ifPresent(session::resize);
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public void copyOutput(Output output) throws IOException {
        try {
            connection.stream(action, () -> {
                try {
                    copy(output);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void copy(Output output) throws IOException {
        InputStream in = streams.in();
        if (terminal) {
            byte[] block = new byte[BLOCK];
            for (int length = in.read(block); length >= 0; length = in.read(block)) {
                output.accept(false, Arrays.copyOf(block, length));
            }
            return;
        }
        Optional<StreamFrame> frame = StreamFrame.read(in);
        while (frame.isPresent()) {
            output.accept(frame.get().standardError(), frame.get().bytes());
            frame = StreamFrame.read(in);
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        streams.write(bytes);
    }

    @Override
    public void endInput() throws IOException {
        streams.endOutput();
    }

    @Override
    public void resize(TerminalSize size) {
        for (int attempt = 1; true; attempt++) {
            try {
                connection
                        .client()
                        .resizeExecCmd(exec)
                        .withSize(size.rows(), size.columns())
                        .exec();
                return;
            } catch (DockerException e) {
                if (attempt == RESIZE_ATTEMPTS || !isRunning()) {
                    return; // A terminal of another size is better than none.
                }
                pause();
            }
        }
    }

    @Override
    public Optional<Integer> exitCode() throws InterruptedException {
        long deadline = System.nanoTime() + ENDING.toNanos();
        InspectExecResponse state = inspect();
        while (Boolean.TRUE.equals(state.isRunning()) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
            state = inspect();
        }
        return Optional.ofNullable(state.getExitCodeLong()).map(Long::intValue);
    }

    @Override
    public void close() {
        try {
            streams.close();
        } catch (IOException e) {
            throw connection.failure(action, e);
        }
    }

    private boolean isRunning() {
        return Boolean.TRUE.equals(inspect().isRunning());
    }

    private InspectExecResponse inspect() {
        return connection.call(
                action, () -> connection.client().inspectExecCmd(exec).exec());
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw connection.failure(action, e);
        }
    }
}
