package dev.longshore.engine;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A command that runs in a container, with its streams. One thread reads while another one writes; {@link #close} ends
 * both, from any thread.
 */
public interface ExecSession extends AutoCloseable {
    /**
     * What to run.
     *
     * @param input whether it gets an input; without, it reads nothing
     * @param terminal the size of the terminal that it has; without one its two outputs stay apart
     */
    record Request(List<String> command, boolean input, Optional<TerminalSize> terminal) {
        public Request {
            command = List.copyOf(command);
        }
    }

    /** Takes what the command prints. */
    @FunctionalInterface
    interface Output {
        /** @param standardError never with a terminal, which has one output only */
        void accept(boolean standardError, byte[] bytes) throws IOException;
    }

    /**
     * Passes on what the command prints until it has closed its outputs.
     *
     * @throws EngineException when the engine breaks off, or the session is closed before
     * @throws IOException what {@code output} throws
     */
    void copyOutput(Output output) throws IOException;

    /** Writes to the command's input, and waits while it doesn't read. */
    void write(byte[] bytes) throws IOException;

    /** The command's input is at its end. */
    void endInput() throws IOException;

    void resize(TerminalSize size);

    /** How the command ended, once its outputs are closed; empty when it runs on without them. */
    Optional<Integer> exitCode() throws InterruptedException;

    /** Breaks off: a command with a terminal is hung up, one without sees the end of its input. */
    @Override
    void close();
}
