package dev.longshore.engine.docker;

import java.util.function.Consumer;

/**
 * Joins the pieces of a text stream to lines. A carriage return ends a line too, as progress bars use it. What a line has
 * beyond 256 Ki characters is left out, rather than shown as a line of its own that nobody wrote.
 */
final class LineAssembler {
    private static final int MAX_LINE = 256 * 1024;

    private final Consumer<String> lines;
    private final StringBuilder current = new StringBuilder();
    private boolean afterReturn;
    private boolean full;

    LineAssembler(Consumer<String> lines) {
        this.lines = lines;
    }

    void add(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (c == '\n' && afterReturn) {
                afterReturn = false;
                continue;
            }
            afterReturn = c == '\r';
            if (c == '\n' || c == '\r') {
                end();
            } else if (!full) {
                current.append(c);
                if (current.length() >= MAX_LINE) {
                    emit();
                    full = true;
                }
            }
        }
    }

    /** Passes on a last line that has no end. */
    void finish() {
        if (current.length() > 0) {
            emit();
        }
    }

    private void end() {
        if (!full) {
            emit();
        }
        full = false;
    }

    private void emit() {
        String line = current.toString();
        current.setLength(0);
        lines.accept(line);
    }
}
