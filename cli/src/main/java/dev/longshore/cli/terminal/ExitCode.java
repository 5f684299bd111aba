package dev.longshore.cli.terminal;

/** What the command tells its caller when it ends; a part of its interface, listed in docs/cli.md. */
public enum ExitCode {
    OK(0),
    /** The thing asked for was understood and didn't succeed. */
    FAILED(1),
    /** The command line can't be understood. */
    USAGE(2),
    /** No server answers. */
    UNREACHABLE(3),
    /** The server wants a token, a valid one, or one that may do more. */
    NOT_ALLOWED(4);

    private final int value;

    ExitCode(int value) {
        this.value = value;
    }

    public int value() {
        return value;
    }
}
