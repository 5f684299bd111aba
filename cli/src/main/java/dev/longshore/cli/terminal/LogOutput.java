package dev.longshore.cli.terminal;

import java.io.IOException;
import java.io.InputStream;

/** Passes a log on to the terminal while it arrives, and counts. */
public final class LogOutput {
    private final Terminal terminal;
    private final byte[] buffer = new byte[16 * 1024];
    private long bytes;
    private boolean readerLeft;

    public LogOutput(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Copies to the end of the log, or until nobody reads the output any more, as behind {@code | head}. */
    public void copy(InputStream log) throws IOException {
        int length = log.read(buffer);
        while (length >= 0) {
            bytes += length;
            if (!terminal.pass(buffer, length)) {
                readerLeft = true;
                return;
            }
            length = log.read(buffer);
        }
    }

    /** How many bytes of the log were passed on. */
    public long bytes() {
        return bytes;
    }

    public boolean readerLeft() {
        return readerLeft;
    }
}
