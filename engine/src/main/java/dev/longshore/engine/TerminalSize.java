package dev.longshore.engine;

import java.util.Optional;

/** The size of a terminal in characters. */
public record TerminalSize(int columns, int rows) {
    private static final int MAX = 10_000;

    /** @throws IllegalArgumentException when no terminal is of that size */
    public TerminalSize {
        if (!isPossible(columns, rows)) {
            throw new IllegalArgumentException("no terminal has " + columns + " columns and " + rows + " rows");
        }
    }

    /** Empty when no terminal is of that size. */
    public static Optional<TerminalSize> of(int columns, int rows) {
        return isPossible(columns, rows) ? Optional.of(new TerminalSize(columns, rows)) : Optional.empty();
    }

    private static boolean isPossible(int columns, int rows) {
        return columns > 0 && rows > 0 && columns <= MAX && rows <= MAX;
    }
}
