package dev.longshore.server;

import java.io.PrintStream;

/** The one place that writes to the program's own output. */
@SuppressWarnings("SystemOut")
final class Terminal {
    private final PrintStream out;
    private final PrintStream err;

    Terminal() {
        this.out = System.out;
        this.err = System.err;
    }

    void print(String line) {
        out.println(line);
        out.flush();
    }

    void error(String message) {
        err.println("error: " + message);
        err.flush();
    }
}
