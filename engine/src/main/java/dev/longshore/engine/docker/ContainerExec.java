package dev.longshore.engine.docker;

import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.longshore.engine.Containers.ExecResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a command in a running container. */
final class ContainerExec {
    private static final byte[] ATTACHED = "{\"Detach\":false,\"Tty\":false}".getBytes(StandardCharsets.UTF_8);
    private static final long POLL_MILLIS = 20;

    private final DockerConnection connection;

    ContainerExec(DockerConnection connection) {
        this.connection = connection;
    }

    ExecResult run(String container, List<String> command, Duration timeout) {
        String action = "run " + command.get(0) + " in container " + container;
        long deadline = System.nanoTime() + timeout.toNanos();
        String exec = connection.call(
                action,
                () -> connection
                        .client()
                        .execCreateCmd(container)
                        .withAttachStdout(true)
                        .withAttachStderr(true)
                        .withCmd(command.toArray(new String[0]))
                        .exec()
                        .getId());
        ExecOutput output = new ExecOutput();
        try {
            boolean ended = read(action, exec, output, deadline);
            return new ExecResult(ended ? exitCode(action, exec, deadline) : Optional.empty(), output.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw connection.failure(action, e);
        } catch (IOException | RuntimeException e) {
            throw connection.failure(action, e);
        }
    }

    /** Returns whether the output came to its end in time. */
    private boolean read(String action, String exec, ExecOutput output, long deadline)
            throws IOException, InterruptedException {
        FutureTask<Boolean> reading = new FutureTask<>(() -> {
            copy(action, exec, output);
            return true;
        });
        Thread reader = new Thread(reading, "exec-output");
        reader.setDaemon(true);
        reader.start();
        try {
            return reading.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        } finally {
            // Interrupting the reader closes its socket; it has no effect on one that has ended.
            reading.cancel(true);
        }
    }

    private void copy(String action, String exec, ExecOutput output) throws IOException {
        Request start = Request.builder()
                .method(Request.Method.POST)
                .path("/exec/" + RequestPath.segment(exec) + "/start")
                .putHeader("Content-Type", "application/json")
                .bodyBytes(ATTACHED)
                .build();
        try (DockerHttpClient.Response response = connection.open(action, start)) {
            Optional<StreamFrame> frame = StreamFrame.read(response.getBody());
            while (frame.isPresent()) {
                output.add(frame.get().bytes());
                frame = StreamFrame.read(response.getBody());
            }
        }
    }

    /** The engine may close the output a moment before it knows the exit code. */
    private Optional<Integer> exitCode(String action, String exec, long deadline) throws InterruptedException {
        while (true) {
            InspectExecResponse state = connection.call(
                    action, () -> connection.client().inspectExecCmd(exec).exec());
            if (!Boolean.TRUE.equals(state.isRunning())) {
                return Optional.ofNullable(state.getExitCodeLong()).map(Long::intValue);
            }
            if (System.nanoTime() > deadline) {
                return Optional.empty();
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
