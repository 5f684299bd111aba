package dev.longshore.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The person's terminal while every key is passed on as it is typed, Ctrl-C too. Closing it restores how it was. */
public interface RawTerminal extends AutoCloseable {
    /** In characters. */
    record Size(int columns, int rows) {}

    InputStream in();

    OutputStream out();

    Size size();

    /** @param changed runs on another thread each time that the size changes */
    void onResize(Runnable changed);

    @Override
    void close() throws IOException;
}
