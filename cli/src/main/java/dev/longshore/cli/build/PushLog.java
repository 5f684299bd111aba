package dev.longshore.cli.build;

import dev.longshore.cli.server.EnvironmentApi;
import dev.longshore.cli.server.PushState;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;
import dev.longshore.cli.terminal.LogOutput;
import dev.longshore.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** The log of one push. Each byte is shown once, however often the connection breaks. */
public final class PushLog {
    /** How long a server that restarts is waited for; it finishes or fails the push when it is back. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final EnvironmentApi api;
    private final long push;
    private final LogOutput output;
    private final boolean accepted;

    private PushLog(EnvironmentApi api, long push, Terminal terminal, boolean accepted) {
        this.api = api;
        this.push = push;
        this.output = new LogOutput(terminal);
        this.accepted = accepted;
    }

    /** A push that somebody asks for, and a server that may never have been there. */
    static PushLog of(EnvironmentApi api, long push, Terminal terminal) {
        return new PushLog(api, push, terminal, false);
    }

    /** A push that the server has just accepted. */
    public static PushLog ofAccepted(EnvironmentApi api, long push, Terminal terminal) {
        return new PushLog(api, push, terminal, true);
    }

    /** Shows what there is. */
    void show() {
        try {
            copy(false);
        } catch (IOException cut) {
            throw broken(cut);
        }
    }

    /** Shows the log until the push ends, and returns the state in which it ended. */
    public String follow() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String state = "";
        while (true) {
            long before = output.bytes();
            try {
                copy(true);
                state = copy(false);
                if (PushState.finished(state) || output.readerLeft()) {
                    return state;
                }
            } catch (IOException cut) {
                if (System.nanoTime() > deadline && output.bytes() == before) {
                    throw broken(cut);
                }
            } catch (Failure failure) {
                boolean away = failure.exitCode() == ExitCode.UNREACHABLE && (accepted || output.bytes() > 0);
                if (!away || System.nanoTime() > deadline) {
                    throw failure;
                }
            }
            if (output.bytes() > before) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
            }
            pause();
        }
    }

    /** Returns the push's state at the beginning of the answer. */
    private String copy(boolean follow) throws IOException {
        EnvironmentApi.Log log = api.pushLog(push, follow, output.bytes());
        try (InputStream text = log.text()) {
            output.copy(text);
        }
        return log.pushState()
                .orElseThrow(() -> new Failure(
                        ExitCode.FAILED, api.server() + " doesn't tell the push's state; is it a Longshore server?"));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.FAILED, "stopped", stopped);
        }
    }

    private Failure broken(IOException cause) {
        return new Failure(
                ExitCode.UNREACHABLE,
                "the connection to " + api.server() + " broke; go on with: hasura build logs -f " + push,
                cause);
    }
}
