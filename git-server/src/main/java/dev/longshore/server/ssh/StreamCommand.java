package dev.longshore.server.ssh;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/**
 * What a channel runs, on a thread of its own, as a program with three streams and an exit code. When the client goes away
 * its streams fail; the thread isn't interrupted, which would close files of the repository under other readers.
 */
final class StreamCommand implements Command {
    private final Executor threads;
    private final Program program;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private ExitCallback exit = (code, message, immediately) -> {};

    /** The program; it tells its client whatever goes wrong. */
    @FunctionalInterface
    interface Program {
        /** @return the exit code */
        int run(GitExchange.Client client, ChannelSession channel, Environment environment);
    }

    StreamCommand(Executor threads, Program program) {
        this.threads = threads;
        this.program = program;
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        try {
            threads.execute(() -> exit.onExit(program.run(new GitExchange.Client(in, out, err), channel, environment)));
        } catch (RejectedExecutionException stopping) {
            exit.onExit(1);
        }
    }

    @Override
    public void destroy(ChannelSession channel) {
        // The streams have failed by now, which ends the program.
    }
}
