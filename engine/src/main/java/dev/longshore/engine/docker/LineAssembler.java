package dev.longshore.engine.docker;

import java.util.function.Consumer;

/** Joins the pieces of a text stream to lines. A carriage return ends a line too, as progress bars use it. */
final class LineAssembler {
    private static final int MAX_LINE = 64 * 1024;

    private final Consumer<String> lines;
    private final StringBuilder current = new StringBuilder();
    private boolean afterReturn;

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
                emit();
            } else {
                current.append(c);
                if (current.length() >= MAX_LINE) {
                    emit();
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

    private void emit() {
        String line = current.toString();
        current.setLength(0);
        lines.accept(line);
    }
}
