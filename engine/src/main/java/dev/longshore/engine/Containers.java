package dev.longshore.engine;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The engine's containers. Those that are gone already are no error for {@code stop} and {@code remove}. */
public interface Containers {
    /** Creates a container and returns its id. It is connected to all networks of the spec but not started. */
    String create(ContainerSpec spec);

    void start(String id);

    /** Asks the container to end, and ends it when the grace is over. Returns when it has ended. */
    void stop(String id, Duration grace);

    /** Removes a container, ending it when it runs, with its anonymous volumes. */
    void remove(String id);

    /** Sends a signal, such as {@code HUP}. */
    void signal(String id, String signal);

    Optional<ContainerState> find(String idOrName);

    /** All containers, running or not, that carry all these labels. */
    List<ContainerState> list(Map<String, String> labels);

    /**
     * Passes what the container printed, line by line, to {@code lines}; returns at the end of the log, which with {@code
     * follow} is the container's end. Interrupting the thread ends it too: the call returns, with the thread still interrupted.
     */
    void logs(String id, LogRequest request, Consumer<LogLine> lines);

    /** Runs a command in a running container; what it prints is cut at 64 KiB. */
    ExecResult exec(String id, List<String> command, Duration timeout);

    /**
     * Writes what is at a path of a container, running or not, as a tar. With {@code /.} at its end the path is a directory
     * whose content the names of the tar are relative to.
     *
     * @throws UncheckedIOException when {@code tar} can't be written to
     */
    void readArchive(String id, String path, OutputStream tar);

    /**
     * Unpacks a tar into a directory of a container, running or not, with the owners that it names. What a tar that ends
     * early has brought stays.
     *
     * @throws UncheckedIOException when {@code tar} can't be read
     */
    void writeArchive(String id, String path, InputStream tar);

    /** Starts a command in a running container whose streams are the caller's, who closes them. */
    ExecSession exec(String id, ExecSession.Request request);

    /** @param tail how many of the last lines to start with; empty for all */
    record LogRequest(boolean follow, Optional<Integer> tail) {}

    record LogLine(Instant time, boolean standardError, String text) {}

    /** @param exitCode empty when the command was still running at the timeout */
    record ExecResult(Optional<Integer> exitCode, String output) {}
}
