package dev.longshore.cli.terminal;

/** Emphasis, by the SGR sequences of ECMA-48. */
public enum Colour {
    PLAIN(""),
    GREEN("\u001b[32m"),
    YELLOW("\u001b[33m"),
    RED("\u001b[31m");

    private static final String RESET = "\u001b[0m";
    private final String sequence;

    Colour(String sequence) {
        this.sequence = sequence;
    }

    String apply(String text) {
        return this == PLAIN ? text : sequence + text + RESET;
    }
}
