package dev.longshore.cli.server;

import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Failure;

/** The server has no such thing, or none that this token may see. */
public final class NotFound extends Failure {
    private static final long serialVersionUID = 1L;

    NotFound(String message) {
        super(ExitCode.FAILED, message);
    }
}
